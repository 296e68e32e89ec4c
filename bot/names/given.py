"""What is known of given names and surnames, as data, each group with its reason.

Nothing comes in, nothing goes out but tables of folded words (see `names.fold`). A form may stand in several
groups ("chris" is short for two names): two forms are alike when they share a group. This module must never
hold a rule; rules stand in `names`.
"""

from __future__ import annotations

SHORT_FORMS = """
abigail abby gail
abraham abe
albert al bert
alexander alex al sasha sascha alec lex xander sandy
alexandra alex sasha sascha alexa sandra sandy
alfred alf fred
amanda mandy
andreas andi
andrew andy drew
angela angie
anthony tony ant
antonio toni tonio
arthur art
barbara barb babs
benjamin ben benny
bernard bernie
bernhard bernd
catherine cathy kate cat
cecilia cece
charles charlie chuck chas
christian chris
christina chris tina chrissie
christine chris tina
christopher chris kit topher
clemens clem
cynthia cindy
daniel dan danny
david dave davy
deborah deb debbie
dennis den
dominic dom
donald don donny
dorothy dot
douglas doug
edward ed eddie ted ned
edmund ed eddie
eduard edi
elizabeth liz beth betsy betty lizzie eliza
elisabeth lisa elli sissi
emanuel manny
eugene gene
ferdinand ferdi
frances fran
francis frank
francisco paco pancho fran
franklin frank
franziska franzi
frederick fred freddie
friedrich fritz
gabriel gabe
gabriele gabi
gareth gary
geoffrey geoff
george georgie
gerald gerry jerry
gerard gerry
gerhard gerd
giuseppe beppe
gregory greg
guillermo memo
gwendolyn gwen
harold hal harry
heinrich heiner heinz
henry hank harry hal
herbert herb
horace horst
hubert hugh
ignacio nacho
isabella bella
jacqueline jackie
jacob jake
jakob jascha
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jeremy jerry
jerome jerry
jessica jess jessie
joachim jochen achim
johannes hannes jo
john johnny jack jock
jonathan jon jonny jony
jorgen jogi
jose pepe
joseph joe joey
joshua josh
judith judy
julian jules
katharina kathi katja
katherine kate kathy katie kat
kenneth ken kenny
kimberly kim
kristina kris tina
lawrence larry
leonard leo len lenny
leonardo leo
louis lou louie
lucas luke
madeleine maddie
manfred manni
manuel manny
margaret maggie meg peggy marge
mark marky
martin marty
martina tina
mathew matt
matthew matt
matthias matze
maximilian max
maxwell max
megan meg
melissa mel
melvin mel
michael mike mick mickey micha
michelle shelly
mikhail misha
mitchell mitch
natalia natasha
natalie nat
nathan nate nat
nathaniel nate nat
nicholas nick nicky
nicolas nico
nikolaus niko klaus
nicole nicky
nikita nik
oliver ollie oli
olivia liv
pamela pam
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil
priscilla cilla
rachel rach
raymond ray
rebecca becky becca
reginald reg reggie
richard rick dick rich ricky
robert bob rob bobby robbie bert
roberta bobbie
rodney rod
roger rodge
roland roly
ronald ron ronnie
rudolf rudi
rudolph rudy
samantha sam
samuel sam sammy
sebastian seb basti
sergey serge
siegfried siggi
sigmund siggi
simon si
sophie soph
stanley stan
stephanie steph steffi
stephen steve
steven steve
susan sue susie
suzanne sue susie
terence terry
teresa terry tess
theodor theo
theodore ted theo teddy
thomas tom tommy
timothy tim timmy
tobias tobi
ulrich uli ulli
ulrike uli ulli
valentina val
valerie val
veronica ronnie
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
vladimir vova volodya
walter walt wally
wilhelm willi
william bill will billy willy liam
winston win
wolfgang wolf
yekaterina katya
yevgeny zhenya
zachary zach zack
"""
"""First word of a line: the full name; the others: what its bearers are called in English and German news."""

TRANSLITERATIONS = """
abdullah abdallah abdulla
aleksei alexei alexey aleksey alexej
alexander alexandr aleksandr alexandre aleksander oleksandr alexandros
alisher alischer
ahmed ahmad ahmet achmed
amir ameer
anatoly anatoli anatolij
andrei andrey andrej
antony anthony
arkady arkadi arkadij
artem artyom artjom
boris borys
catherine katherine kathryn catharine katharine
dmitry dmitri dimitri dmitrij dmitriy dimitry
elena jelena yelena
evgeny yevgeny jewgeni evgeni evgenij eugeny
fyodor fedor fjodor
geoffrey jeffrey jeffery
georgy georgi georgij
grigory grigori grigorij
gregory gregor
hussein husain hussain hossein
igor ihor
ilya ilia ilja
ivan iwan
jacob jakub yakov jakow
joanna johanna
katerina ekaterina yekaterina jekaterina katarina
khalid khaled chaled
konstantin constantin
leo lev lew
ludmila lyudmila ljudmila
mathew matthew
maria mariya marija
maxim maksim maxime
michelle michele
mikhail michail mikhael mikhal
mohammed muhammad mohammad mohamed muhammed mohamad mehmet
mykola nikolai nikolay nikolaj
mustafa mostafa
natalia natalya natalja nataliya
oleg oleh
olga olha
pavel pawel
pyotr petr pjotr
philippe philip
rakesh rakeesh
sara sarah
sergei sergey sergej serhiy
stephan stefan
stephen steven
svetlana swetlana
tatiana tatyana tatjana
teresa theresa
vadim wadim
vasily vasili wassili wasilij
viktor victor wiktor
vladimir wladimir volodymyr wolodymyr
vyacheslav wjatscheslaw viacheslav
yulia julia yuliya julija
yuri juri yury yuriy jurij
yusuf youssef yousef jussuf josef
jon john
zoe zoey
"""
"""Spellings of one name across scripts and languages. Names that only share a root (John, Johann, Giovanni) stand
apart: their bearers do not change between them."""

OTHER_GIVEN = """
aaron adam adrian agnes aidan alain alan alice allen amy ana anders andrea anja anke anna anne annette antje arne
arnold astrid august axel beate belen bella bettina birgit bjorn brad brandon brenda brian bruce bruno bryan byron
camille carl carla carlos carmen carol carolin caroline carolyn casper cathrin chantal charlotte chloe claire clara
claude claudia claus clifford colin connor craig curtis dale dana darren dean denise derek diana diane dieter dietmar
dirk dora doris dylan earl eileen elaine elke ella ellen emil emily emma enrique eric erica erik erika erin ernest
ernesto ernst esther ethan eva evan eve evelyn fabian felix fernando filip fiona florian floyd francesca francois
frank franz gavin gianni gilbert giovanni glen glenn gloria gordon grace graham guido gunnar gustav guy hannah hans
harald hector heidi heike helen helena helga helmut henning henrik herman hermann howard hugo ian ines ingo ingrid
irene iris isabel isabelle ivo jan jana jane janice jasmin jason jay jean jens jessie jill joan joanna johann jordan
jorg jorge juan judith juliana juliane julie juliette julius jurgen justin karen karin karl karsten katrin keith kelly
kerstin kevin kirsten klara klaus kurt kyle lance lars laura lauren lena leon leslie linda lisa lois lorenz lorenzo
lothar luca lucia lucy luis luisa lukas lutz lynn magnus maja malcolm manuela marc marcel marco marcus mario marion
marius marjorie markus marlene marta martha marvin mary maurice melanie mia michaela miguel mira miriam molly monica
monika morgan morris murray nadia nadine nancy naomi neil nina noah nora norbert norman oscar oskar otto owen pablo
paul paula pauline pedro penelope petra philippa pierre rafael rainer ralf ralph ramon rebekka regina reiner renate
rene rita robin rolf rosa rose ross roy russell ruth ryan sabine sally salvatore sandra scott sean sebastiano sharon
shawn sheila sheryl silke silvia simone sofia sonja spencer stacy stella stewart stuart sundar susanne sven sylvia
tamara tanja tara ted thea theresa thorsten till tina todd tracy travis troy udo ursula ute vanessa vera vernon viola
vivian volker warren wayne wendy werner wesley wilma xavier yvonne
"""
"""Other given names met often, so that "John Peter" is not read as Mr Peter and a changed letter in one is another
human."""

COMMON_SURNAMES = """
adams ahmed ali allen andersen anderson andersson bailey baker bauer becker bell bennett berg brown browne campbell
carter chan chen cheng cho choi clark clarke collins cook cooke cooper cox cruz davies davis diaz edwards evans
fernandez fischer fisher fuchs garcia gomez gonzalez gray green gupta hall hansen harris he hernandez hill hoffman
hoffmann hofmann howard hu huang hughes hunter jackson james jansen jansson jensen johansson johnson johnston jones
jung kaiser kaufmann keller kelley kelly khan kim king klein koch kohler konig krause kruger kumar lang lange larsen
larson lee lehmann lewis li lin liu long lopez ma maier marshall martin martinez mayer meier meijer meyer meyers
miller mitchell moor moore morgan morris muller murphy murray neumann nguyen nielsen nielson olsen ortiz park parker
patel peters petersen peterson petrov petrovic phillips powell price ramirez reed reid richardson richter rivera
roberts robinson rodriguez rogers ross russell russo sanchez sanders schafer schmid schmidt schmitt schmitz schneider
scholz schroder schultz schulz schulze schwarz scott shah sharma simpson singh smith stewart sun tang taylor thomas
thompson thomsen thomson tran turner vogel wagner walker walter wang ward watson weber wei weiss werner white williams
wilson winkler wolf wolff wong wood wright wu xie xu yang yao yong young zhang zhao zheng zhou zhu zimmermann
"""
"""Surnames that many humans bear: under one of these, an equal full name alone says little (the tops of census lists,
from memory), and two of them that look alike are two families."""

TITLES = """
dr prof professor sir dame lord lady baron baroness mr mrs ms miss mx herr frau monsieur madame mme mlle senor senora
signor dipl ing mag mba phd md msc bsc llm esq hon honorable rev rabbi general admiral captain colonel dott dottssa
drs ir obe cbe mbe kbe qc kc cpa cfa
"""

GENERATIONS = {
    "jr": "jr",
    "junior": "jr",
    "jnr": "jr",
    "sr": "sr",
    "senior": "sr",
    "snr": "sr",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
"""A son is not his father: two different generations are two humans."""

PARTICLES = """
von vom van der den de del della dela di da do dos das du la le les el al bin ibn ben zu zum zur ter ten te af av y e
und bint abu st san
"""
"""Small words of a surname, which one article writes and the next leaves out."""
