# OrgWatch as a container: nobody's root, a root file system that may be read-only, one volume for the database.
#   docker build -t orgwatch .
#   docker run --read-only --tmpfs /tmp -v orgwatch:/data --env-file .env -p 3000:3000 orgwatch
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev libcurl4-openssl-dev libssl-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
RUN apt-get update && apt-get install --yes --no-install-recommends libcurl4 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home orgwatch
COPY --from=build /venv /venv
WORKDIR /app
COPY bot bot
COPY config config
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    ORGWATCH_DB=/data/orgwatch.db PORT=3000 MPLCONFIGDIR=/tmp
USER orgwatch
VOLUME /data
EXPOSE 3000
# Live, not ready: a Slack that is away must not have the container restarted again and again (/healthz tells of it).
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/livez', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot", "run"]
