"""The 46 rows. A row stands when each of its tests passes; `reach` is the number to reach for a release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One fault. `tests` are what pytest calls them, below tests/; `lacks` is what no test proves yet."""

    number: int
    fault: str
    reach: str
    tests: tuple[str, ...] = ()
    lacks: str = ""


ROWS = (
    Row(
        1,
        "kill -9 at random points while 300 stories go to 5 channels through a faulty Slack",
        "500 kills, 0 lost, 0 doubled",
        (
            "faults/test_kills.py::test_nothing_is_lost_or_doubled_by_kills",
            "faults/test_kills.py::test_nothing_is_lost_or_doubled_by_kills_at_natural_pace",
            "faults/test_kills.py::test_the_whole_bot_killed_at_any_moment_tells_each_story_once",
        ),
    ),
    Row(
        2,
        "Slack accepts and drops the reply",
        "0 doubled of 200",
        ("faults/test_delivery.py::test_an_answer_that_does_not_come_is_looked_up[DROP_REPLY]",),
    ),
    Row(
        3,
        "HTTP 500 before and after acceptance",
        "0 errors of 200 each",
        (
            "faults/test_delivery.py::test_an_answer_that_does_not_come_is_looked_up[ERROR_BEFORE]",
            "faults/test_delivery.py::test_an_answer_that_does_not_come_is_looked_up[ERROR_AFTER]",
        ),
    ),
    Row(
        4,
        "Slack accepts after our time-out",
        "0 doubled of 50",
        ("faults/test_delivery.py::test_a_late_acceptance_is_still_one",),
    ),
    Row(
        5,
        "429 with Retry-After 1 to 600 s",
        "0 early of 1,000; at most 1 a second and channel",
        ("faults/test_delivery.py::test_nothing_is_asked_before_retry_after_and_other_channels_go_on",),
    ),
    Row(
        6,
        "400 stories at once in one channel",
        "0 x 429, in order, in 7 min",
        ("faults/test_delivery.py::test_a_flood_keeps_pace_and_order",),
    ),
    Row(
        7,
        "Slack down for six hours",
        "0 lost, first post within 60 s of its return, cap and fold",
        ("faults/test_delivery.py::test_six_hours_without_slack_lose_nothing",),
    ),
    Row(
        8,
        "is_archived, not_in_channel, channel_not_found",
        "1 notice, 0 repeats in 24 h",
        ("faults/test_delivery.py::test_a_channel_that_is_away_is_parked_with_one_notice",),
    ),
    Row(
        9,
        "token revoked while running",
        "at most 3 calls a minute, 0 lost, health red",
        (
            "faults/test_delivery.py::test_a_revoked_token_stops_everything_and_loses_nothing",
            "faults/test_process.py::test_a_revoked_token_turns_health_red",
        ),
    ),
    Row(
        10,
        "invalid_blocks from Slack",
        "100 % delivered or dead-lettered",
        ("faults/test_delivery.py::test_a_message_that_slack_calls_malformed_goes_plain_or_is_given_up",),
    ),
    Row(
        11,
        "10,000 generated stories, all scripts, through our renderer",
        "0 rejected, at most 8,000 characters",
        ("chat/slack/test_blocks.py::test_every_generated_story_is_taken_by_all_judges",),
    ),
    Row(
        12,
        "an event delivered 1 to 4 times, over all transports",
        "one answer in 500 cases",
        ("chat/slack/test_listen.py::test_what_comes_several_times_is_answered_once",),
    ),
    Row(
        13,
        "database locked or slow for 5 s during a command",
        "acknowledged at once, max < 2.5 s",
        ("chat/slack/test_listen.py::test_acknowledgements_do_not_wait_for_a_house_that_is_busy",),
    ),
    Row(
        14,
        "a handler raises",
        "a short private text, no trace: 100 %",
        ("chat/slack/test_listen.py::test_a_handler_that_breaks_gives_a_sentence_and_no_trace",),
    ),
    Row(
        15,
        "bad signature, 301 s old, replayed, 2 MB body",
        "401, 401, ignored, 413",
        (
            "chat/slack/test_listen.py::test_a_request_that_slack_did_not_sign_is_refused",
            "faults/test_abuse.py::test_a_body_of_megabytes_is_refused_before_it_is_read",
        ),
    ),
    Row(
        16,
        "socket falls silent",
        "reconnected within 20 s, posting unaffected",
        (
            "chat/slack/test_socket.py::test_the_usual_patience_notices_a_dead_line_within_twenty_seconds",
            "chat/slack/test_socket.py::test_a_frozen_line_is_replaced_and_questions_get_through_again",
            "chat/slack/test_socket.py::test_a_line_that_is_dead_from_the_first_byte_is_replaced",
        ),
    ),
    Row(
        17,
        "socket RST, Slack away when it is opened",
        "back within 30 s of recovery",
        (
            "chat/slack/test_socket.py::test_a_line_cut_with_a_reset_comes_back",
            "chat/slack/test_socket.py::test_a_slack_that_is_down_at_the_start_is_tried_again",
        ),
    ),
    Row(
        18,
        "`disconnect` warning and refresh, 20 times",
        "0 lost of 1,000 events",
        (
            "chat/slack/test_socket.py::test_when_slack_hangs_up_the_next_socket_is_open_first",
            "chat/slack/test_socket.py::test_no_event_is_lost_and_none_answered_twice_while_slack_hangs_up_again_and_again",
        ),
    ),
    Row(
        19,
        "too_many_websockets",
        "at most 6 opens a minute",
        ("chat/slack/test_socket.py::test_sockets_are_not_opened_in_a_storm",),
    ),
    Row(
        20,
        "injection corpus of 200 strings in every feed field and command text",
        "0 live mentions, 0 foreign links",
        (
            "chat/slack/test_blocks.py::test_no_text_in_any_field_comes_alive",
            "chat/slack/test_listen.py::test_no_words_of_a_command_come_alive",
            "chat/slack/test_injection.py",
        ),
    ),
    Row(
        21,
        "link schemes, look-alike hosts, an address of 5 kB",
        "0 clickable",
        ("chat/slack/test_blocks.py::test_only_an_honest_address_can_be_clicked",),
    ),
    Row(
        22,
        "forbidden addresses: 31 kinds, spellings, parser tricks, redirects",
        "0 connects of 300",
        ("feeds/test_guard.py",),
    ),
    Row(
        23,
        "bombs in gzip, br, zstd and nested, endless body",
        "stopped at the cap, at most 64 MB more",
        (
            "feeds/test_fetch.py::test_a_bomb_is_broken_off_at_the_cap",
            "feeds/test_codings.py::test_the_largest_window_is_that_of_http",
            "feeds/test_codings.py::test_streams_without_number_are_broken",
            "feeds/test_fetch.py::TestDeadlines::test_an_endless_body_stops_at_the_cap",
        ),
    ),
    Row(
        24,
        "drip, never-ending headers, no reply",
        "at most 31 s, the others unaffected",
        (
            "feeds/test_fetch.py::TestDeadlines::test_no_server_holds_on_to_us",
            "feeds/test_fetch.py::TestManyAtOnce::test_the_quick_do_not_wait_for_the_slow",
        ),
    ),
    Row(
        25,
        "quadratic and entity corpus",
        "killed at 1 s of CPU",
        (
            "feeds/test_parse.py::test_no_document_stalls_the_parser",
            "feeds/test_worker.py::test_a_document_that_stalls_is_given_up_and_the_next_is_read",
            "feeds/test_worker.py::test_a_megabyte_of_anything_costs_the_main_process_little",
        ),
    ),
    Row(
        26,
        "100 sick feeds of 200",
        "the other 100 on time: 95 % within 10 s",
        ("collect/test_sick.py::test_among_many_sick_servers_the_others_are_asked_on_time",),
    ),
    Row(
        27,
        "first subscription to 500 items",
        "nothing told",
        ("faults/test_publishers.py::test_a_first_subscription_tells_nothing",),
    ),
    Row(
        28,
        "GUIDs of all items change, http to https, reset, items vanish and return",
        "0 repeats of 500",
        ("faults/test_publishers.py::test_a_feed_that_changes_all_its_identities_tells_nothing_again",),
    ),
    Row(
        29,
        "guid twice, no guid, edited title, edited date",
        "one story each, 60 cases",
        (
            "test_articles.py",
            "collect/test_publishers.py::test_an_item_that_comes_again_in_another_shape_is_one_story",
        ),
    ),
    Row(
        30,
        "impossible dates",
        "none before 1995 or after now",
        (
            "test_articles.py::TestDates",
            "test_articles.py::test_no_article_is_from_before_the_web_or_from_the_future",
            "feeds/test_parse.py::test_odd_dates_never_raise",
        ),
    ),
    Row(
        31,
        "redirects, 410, 404, 401, 429, 503, 304 for ever",
        "by the rules, 100 %",
        ("feeds/test_timing.py", "feeds/test_fetch.py::TestRedirects"),
    ),
    Row(
        32,
        "ETag constant while the body changes; body changes with equal items",
        "0 missed, 0 false",
        (
            "feeds/test_timing.py",
            "feeds/test_parse.py::test_known_items_are_not_read_again",
            "collect/test_publishers.py::test_a_validator_that_never_changes_hides_nothing_for_good",
            "collect/test_publishers.py::test_a_document_that_changes_around_equal_items_brings_nothing",
        ),
    ),
    Row(
        33,
        "HTML, captcha or nothing instead of the feed for 3 days",
        "one notice, last good data kept",
        (
            "feeds/test_parse.py::test_what_is_no_feed_is_told_in_words",
            "collect/test_publishers.py::test_three_days_without_a_feed_give_one_notice_and_lose_nothing",
        ),
    ),
    Row(
        34,
        "clock put back and forward an hour, suspended for 8 h",
        "polling and posting resume within 60 s",
        ("faults/test_clock.py::test_a_clock_that_is_put_wrong_stops_nothing",),
    ),
    Row(
        35,
        "both nights of summer time in four zones",
        "one digest a local day over 730 days",
        (
            "test_rhythm.py::test_a_daily_digest_comes_once_on_each_local_day_of_two_years",
            "test_digests.py::test_two_years_of_ticks_bring_one_digest_a_local_day",
        ),
    ),
    Row(
        36,
        "every worker busy",
        "late, never dropped",
        ("faults/test_clock.py::test_a_late_tick_runs_late_and_never_twice",),
    ),
    Row(
        37,
        "two instances at once",
        "0 doubled of 200",
        ("faults/test_kills.py::test_of_two_instances_one_posts",),
    ),
    Row(
        38,
        "SIGTERM at load, twice",
        "exit 0 within 20 s, 0 lost; twice: at once",
        (
            "faults/test_process.py::test_sigterm_at_load_drains",
            "faults/test_process.py::test_a_second_sigterm_ends_it_at_once",
        ),
    ),
    Row(
        39,
        "disk full at each write",
        "no crash, reads answer, writes resume: 100 %",
        ("faults/test_storage.py::test_a_full_disk_at_any_write_loses_nothing",),
    ),
    Row(
        40,
        "database damaged, too new, half migrated",
        "refused in words, or put back",
        (
            "store/test_database.py",
            "faults/test_storage.py::test_a_damaged_file_is_said_and_a_copy_puts_it_back",
        ),
    ),
    Row(
        41,
        "kill -9 during migration and backup",
        "200 kills, 0 damage",
        (
            "faults/test_storage.py::test_kills_during_a_migration_do_no_damage",
            "faults/test_storage.py::test_kills_during_a_backup_do_no_damage",
        ),
    ),
    Row(
        42,
        "article text that gives orders, foreign names and links",
        "0 obeyed of 50",
        ("faults/test_orders.py::test_an_article_that_gives_orders_is_not_obeyed",),
    ),
    Row(
        43,
        "secrets in logs and errors at DEBUG; names of people in logs",
        "0 found of 12 planted",
        ("faults/test_logs.py",),
    ),
    Row(
        44,
        "forget, retention, expiry of backups",
        "0 traces in database, index, outbox, channels; not restored by the next poll",
        ("faults/test_people.py",),
    ),
    Row(
        45,
        "72 simulated hours, 200 feeds, 1 % faults",
        "at most 1 MB a day, 0 threads or sockets left over",
        ("faults/test_soak.py::test_three_days_leave_nothing_behind",),
    ),
    Row(
        46,
        "permissions abused: other channels, guests, inner addresses, 10 kB commands",
        "refused politely, 100 %",
        (
            "faults/test_abuse.py::test_commands_of_ten_kilobytes_are_answered_politely_wherever_they_come_from",
            "chat/slack/test_listen.py::test_a_guest_may_ask_but_not_judge",
        ),
    ),
)
