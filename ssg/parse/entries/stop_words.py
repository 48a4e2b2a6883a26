"""Small words that say nothing about a text's subject, by language."""

_ENGLISH = """
    about above across after again against all almost alone along already also although always
    among and another any anybody anyone anything anywhere are aren around away back because
    became become been before behind being below between both but came can cannot come could
    couldn did didn does doesn doing don done down during each either else enough even ever
    every everybody everyone everything far few first for from further gave get gets getting
    give given goes going gone got had hadn has hasn have haven having her here hers herself him
    himself his how however into isn its itself just keep kept knew know known last least less
    let like made make makes making many may maybe me mean might mine more most much must mustn
    myself near need never next nobody none nor not nothing now off often once one ones only
    onto other others our ours ourselves out over own perhaps put quite rather really said same
    saw say says second see seem seemed seems seen several shall she should shouldn since some
    somebody someone something somewhere still such take taken than that the their theirs them
    themselves then there these they thing things think this those though thought three through
    thus together too took toward towards two under until unless upon use used very via want was
    wasn way well went were weren what whatever when where whether which while who whole whom
    whose why will with within without won would wouldn yes yet you your yours yourself
    ain aren couldn didn doesn don hadn hasn haven isn mustn needn shouldn wasn weren wouldn
"""

_GERMAN = """
    aber alle allem allen aller alles als also andere anderen anderer anderes auch auf aus bei
    beim bin bis bist damit dann darauf darum das dass dazu dein deine dem den denn denen der
    deren des dessen deshalb dich die dies diese diesem diesen dieser dieses dir doch dort durch
    eben ein eine einem einen einer eines einige einmal erst etwas euch euer eure für gab ganz
    gar gegen gehen geht gibt ging hab habe haben hat hatte hatten hier hin hinter ich ihm ihn
    ihnen ihr ihre ihrem ihren ihrer ihres immer ins ist jede jedem jeden jeder jedes jedoch
    jene jetzt kann kein keine keinem keinen keiner können könnte machen macht man manche mehr
    mein meine meinem meinen meiner mich mir mit muss müssen nach nicht nichts noch nun nur oder
    ohne schon sehr sei sein seine seinem seinen seiner seit selbst sich sie sind sogar solche
    soll sollen sollte sondern sonst über und uns unser unsere unter viel viele vom von vor war
    waren warum was weil weiter welche welcher wenn wer werden wie wieder will wir wird wirst
    wohl wollen worden wurde wurden zum zur zwar zwischen zwei
"""

_FRENCH = """
    afin ailleurs ainsi alors après assez aucun aucune aujourd aussi autant autre autres aux
    avait avant avec avez avoir avons beaucoup bien car ceci cela celle celles celui cependant
    certains ces cet cette ceux chaque chez comme comment contre dans deja déjà depuis des deux
    devant dire doit donc dont dit elle elles encore enfin entre est et était étaient étant être
    eux fait faire fois font furent fut grand hui ici ils jamais jusque laquelle lequel les
    lesquels leur leurs lors lorsque lui mais malgré même mêmes mes mieux moi moins mon ne ni
    non nos notre nous ont où par parce parmi pas pendant peu peut peuvent plus plusieurs pour
    pourquoi pourtant près presque puis puisque quand que quel quelle quelles quelque quelques
    quels qui quoi rien sans selon sera serait ses seulement si sien soi soit son sont sous
    souvent suis sur tandis tant tel telle telles tels tes toi ton toujours tous tout toute
    toutefois toutes très trop une vers voici voilà vos votre vous avaient ait aura
"""

_SPANISH = """
    algo alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas aquello
    aquellos aquí así aun aún aunque bajo bien cada casi como con contra cosa cosas cual cuales
    cualquier cuando cuanto cuatro debe dejar del desde después dice dijo donde dos durante ella
    ellas ello ellos embargo entonces entre era eran eres esa esas ese eso esos esta está estaba
    estado estamos están estar estas este esto estos estoy fin fue fuera fueron gran había
    habían haber hace hacer hacia han hasta hay hecho hoy igual incluso jamás las les los luego
    más mayor me mejor menos mientras mis mismo misma mismos mucha muchas mucho muchos muy nada
    nadie nos nosotros nuestra nuestras nuestro nuestros nunca otra otras otro otros para parece
    parte pero poco podía pone por porque pues puede pueden que qué quien quién quienes sea ser
    será según seis sería si sido siempre siendo sin sino sobre solo sólo son soy sus suya suyo
    tal también tampoco tan tanto tenía tener tengo ti tiene tienen toda todas todavía todo
    todos tras tres una unas uno unos usted vamos varios veces vez y ya
"""

_PORTUGUESE = """
    agora ainda algo alguém algum alguma algumas alguns ali ambos antes ao aos apenas aquela
    aquelas aquele aqueles aquilo aqui assim até através bem cada coisa coisas com como contra
    cuja cujo da das de dela delas dele deles demais depois desde dessa desse desta deste disso
    do dos dois duas durante ela elas ele eles em enquanto entre era eram essa essas esse esses
    esta está estão estar estas estava este estes eu faz fazer foi fora foram grande há haver
    isso isto já lá lhe lhes logo maior mais mas me mesma mesmas mesmo mesmos meu meus minha
    minhas muita muitas muito muitos na nada não nas nem nenhum nenhuma nessa nesse nesta neste
    ninguém no nos nós nossa nossas nosso nossos num numa nunca onde ora ou outra outras outro
    outros para pela pelas pelo pelos per pode podem pois por porque porém pouco pouca quais
    qual qualquer quando quanto quase que quem são se seja sem sempre sendo ser será seu seus
    sim sob sobre sua suas tal também tanto tão tem têm tempo tenho ter teve tinha toda todas
    todavia todo todos tudo uma umas uns vai vem vez vezes você vocês vos
"""

_RUSSIAN = """
    без более больше будет будто будут был была были было быть вам вас ведь весь вдоль вдруг
    вместо вот впрочем все всегда всего всех всю где говорит даже два для его если есть еще ещё
    жизнь здесь иногда или именно ими кажется каждый как какая какой когда конечно которая
    которого которой которое которые который которых кто куда лишь лучше между меня мне много
    может можно мой моя мои надо наконец нас наш наша наше наши него нее неё ней нельзя нет
    нибудь никогда ним них ничего однако один одна одно она они оно опять от перед под после
    потом потому почему почти при про раз разве само сам сама свой своя свое своё свои своего
    своей своих себе себя сегодня сейчас сказал сказала совсем со так также такой такая такие
    там тебя тем теперь тогда того тоже той только том тому тот три тут уже хорошо хоть хотя
    чего чей чем через что чтоб чтобы чуть эта эти этих это этого этой этом этому этот эту
"""

_ARABIC = """
    إذا إذ إلا إلى أما أمام أن أنا أنت أنه أنها أو أي أيضا أيضًا أين ألا التي الذي الذين اللاتي
    اللذان الآن بعد بعض بل بما بين تحت تكون تلك ثم ثمة جدا حتى حول حيث حين خلال دون ذلك ذات سوف
    عبر عدم على عليه عليها عن عند عندما غير فإن فقد فقط فهو فهي فوق فيه فيها قال قبل قد كان كانت
    كانوا كذلك كل كلا كما كيف لكن لكي لدى لذلك لقد لماذا لن لها لهم لهذا لو لولا ليس ليست ما
    ماذا مثل مع معظم من منذ منه منها مهما نحن نحو هذا هذه هكذا هل هم هما هن هنا هناك هو هي هؤلاء
    وأن وإن وقد وقال وكان وكانت ولا ولكن ولم وما ومن وهو وهي وهذا وفي وعلى يكون يمكن
"""

_ITALIAN = """
    abbiamo affinché agli alcuna alcune alcuni alcuno alla alle allo allora altra altre altri
    altro anche ancora anzi appena avere aveva avevano bene ben che chi chiunque ciascuno ciò
    come con contro così cosa cose cui dagli dai dal dalla dalle dallo davanti degli dei del
    della delle dello dentro deve di dire dopo dove dovrebbe due dunque durante ebbe ecco egli
    ella era erano essa esse essere essi esso fare fatto fino forse fra fuori già gli grande
    hanno infatti infine insieme intanto invece lei loro lui lungo mai mentre mia mie miei mio
    molta molte molti molto negli nei nel nella nelle nello nessuna nessuno niente noi non
    nostra nostre nostri nostro nulla ogni ognuno oltre oppure ora ormai parte per perché perciò
    però piuttosto più poco pochi poi poiché possono potrebbe prima propria proprio può qualche
    qualcosa qualcuno quale quali quando quanta quanto quasi quella quelle quelli quello questa
    queste questi questo qui quindi sarà sarebbe se sempre senza sia siamo siano sono sopra
    sotto stata state stati stato stessa stesse stessi stesso sua sue sugli sui sul sulla sulle
    sullo suo suoi tale tali tanto tra troppo tutta tutte tutti tutto una uno verso via voi
    volta volte vostra vostro
"""

_DUTCH = """
    aan alle alleen alles als alsof altijd andere anders beide ben bent bij bijna binnen buiten
    daar daarna daarom dan dat deze dezelfde die dit doch doen doet door dus een eens eerst
    eigen elk elke en enkele er erg ergens even geen geweest gewoon haar had hadden heb hebben
    hebt heeft heel hem hen het hier hij hoe hun iedere iedereen iemand iets immers ging jij
    jouw jullie kan kon konden kunnen maar maken mag meer men met mij mijn moet moeten moest
    naar naast niemand niet niets nog nooit nou ofwel om omdat onder ons onze ook op over pas
    reeds rond sinds slechts soms steeds te tegen ten ter terug tijdens toch toen tot tussen
    twee uit uw van vanaf vanuit veel verder via vol volgens voor vooral vroeger waar waarom
    wanneer want waren was wat weer wel welke werd werden wie wij wil wilde worden wordt zal ze
    zeer zelf zelfs zich zij zijn zo zoals zodat zonder zou zouden zullen
"""

STOP_WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
    "pt": frozenset(_PORTUGUESE.split()),
    "ru": frozenset(_RUSSIAN.split()),
    "ar": frozenset(_ARABIC.split()),
    "it": frozenset(_ITALIAN.split()),
    "nl": frozenset(_DUTCH.split()),
}
"""The small words of the languages whose texts are compared best."""
