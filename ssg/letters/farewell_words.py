"""What is said of a move, in the languages that themes speak."""

from collections.abc import Mapping

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class FarewellWords:
    """The sentences of one language. {title}, {old}, {new} stand for the blog and its addresses."""

    moved_here: str
    was_there: str
    come_along: str
    how_to_follow: str
    has_moved: str
    is_there: str
    go_on: str
    in_reader: str
    by_email: str
    on_network: str
    anew: str
    stays: str


WORDS: Mapping[str, FarewellWords] = {
    "en": FarewellWords(
        moved_here="We have moved",
        was_there="{title} used to be at {old}. From now on it is here.",
        come_along="The old essays have come along, and whoever has kept a link to one finds it.",
        how_to_follow="If you followed the old blog, please follow this one anew:",
        has_moved="{title} has moved",
        is_there=(
            "{title} is now at {new}. All that stood here stands there too; new essays appear "
            "only there."
        ),
        go_on="How to go on reading:",
        in_reader="In a feed reader: add the address {feed} (what that is: {follow})",
        by_email="By e-mail: leave your address at {follow}",
        on_network="On {network}: {address}",
        anew=(
            "If you follow this blog in the WordPress.com Reader, at Blogger or by e-mail, please "
            "follow it there anew: I cannot do that for you."
        ),
        stays="This old blog stays as it is for a while; its comments are closed.",
    ),
    "de": FarewellWords(
        moved_here="Wir sind umgezogen",
        was_there="{title} war bisher unter {old} zu finden. Von nun an ist es hier.",
        come_along="Die alten Texte sind mitgekommen, und wer einen Link bewahrt hat, findet sie.",
        how_to_follow="Wenn Sie dem alten Blog gefolgt sind, folgen Sie bitte diesem neu:",
        has_moved="{title} ist umgezogen",
        is_there=(
            "{title} steht jetzt unter {new}. Alles, was hier stand, steht auch dort; neue Texte "
            "erscheinen nur noch dort."
        ),
        go_on="So lesen Sie weiter:",
        in_reader="Im Feedreader: Fügen Sie die Adresse {feed} hinzu (was das ist: {follow})",
        by_email="Per E-Mail: Tragen Sie Ihre Adresse unter {follow} ein",
        on_network="Auf {network}: {address}",
        anew=(
            "Wenn Sie diesem Blog im Reader von WordPress.com, bei Blogger oder per E-Mail folgen, "
            "folgen Sie ihm dort bitte neu: Das kann ich nicht für Sie tun."
        ),
        stays="Dieses alte Blog bleibt noch eine Weile stehen; Kommentare sind hier geschlossen.",
    ),
    "fr": FarewellWords(
        moved_here="Nous avons déménagé",
        was_there="{title} se trouvait à l’adresse {old}. Désormais, c’est ici.",
        come_along="Les anciens textes ont suivi, et qui a gardé un lien les retrouve.",
        how_to_follow="Si vous suiviez l’ancien blog, abonnez-vous de nouveau ici :",
        has_moved="{title} a déménagé",
        is_there=(
            "{title} se trouve maintenant à l’adresse {new}. Tout ce qui était ici s’y trouve "
            "aussi ; les nouveaux textes ne paraissent plus que là-bas."
        ),
        go_on="Pour continuer à lire :",
        in_reader="Dans un lecteur de flux : ajoutez l’adresse {feed} (explications : {follow})",
        by_email="Par courriel : laissez votre adresse sur {follow}",
        on_network="Sur {network} : {address}",
        anew=(
            "Si vous suivez ce blog dans le Lecteur de WordPress.com, chez Blogger ou par "
            "courriel, abonnez-vous de nouveau là-bas : je ne peux pas le faire pour vous."
        ),
        stays="Cet ancien blog reste en place quelque temps ; les commentaires y sont fermés.",
    ),
    "es": FarewellWords(
        moved_here="Nos hemos mudado",
        was_there="{title} estaba en {old}. A partir de ahora está aquí.",
        come_along="Los textos antiguos también están, y quien guardó un enlace los encuentra.",
        how_to_follow="Si seguía el blog antiguo, siga este de nuevo:",
        has_moved="{title} se ha mudado",
        is_there=(
            "{title} está ahora en {new}. Todo lo que había aquí está también allí; los textos "
            "nuevos solo aparecen allí."
        ),
        go_on="Para seguir leyendo:",
        in_reader="En un lector de canales RSS: añada la dirección {feed} (qué es eso: {follow})",
        by_email="Por correo electrónico: deje su dirección en {follow}",
        on_network="En {network}: {address}",
        anew=(
            "Si sigue este blog en el Lector de WordPress.com, en Blogger o por correo, sígalo "
            "allí de nuevo, por favor: no puedo hacerlo por usted."
        ),
        stays="Este blog antiguo se queda como está por un tiempo; los comentarios están cerrados.",
    ),
    "pt": FarewellWords(
        moved_here="Mudamos de endereço",
        was_there="{title} ficava em {old}. A partir de agora está aqui.",
        come_along="Os textos antigos vieram junto, e quem guardou um link os encontra.",
        how_to_follow="Se você seguia o blog antigo, siga este de novo:",
        has_moved="{title} mudou de endereço",
        is_there=(
            "{title} está agora em {new}. Tudo o que estava aqui está lá também; os textos novos "
            "saem só lá."
        ),
        go_on="Para continuar lendo:",
        in_reader="Num leitor de feeds: adicione o endereço {feed} (o que é isso: {follow})",
        by_email="Por e-mail: deixe o seu endereço em {follow}",
        on_network="No {network}: {address}",
        anew=(
            "Se você segue este blog no Leitor do WordPress.com, no Blogger ou por e-mail, siga-o "
            "de novo no endereço novo: não posso fazer isso por você."
        ),
        stays="Este blog antigo fica como está por algum tempo; os comentários estão fechados.",
    ),
    "ru": FarewellWords(
        moved_here="Мы переехали",
        was_there="Раньше «{title}» находился по адресу {old}. Теперь он здесь.",
        come_along="Старые тексты переехали вместе с ним, и старые ссылки ведут к ним.",
        how_to_follow="Если вы следили за старым блогом, подпишитесь на этот заново:",
        has_moved="«{title}» переехал",
        is_there=(
            "«{title}» теперь находится по адресу {new}. Всё, что было здесь, есть и там; новые "
            "тексты выходят только там."
        ),
        go_on="Как читать дальше:",
        in_reader="В программе для чтения лент: добавьте адрес {feed} (что это такое: {follow})",
        by_email="По электронной почте: оставьте свой адрес на странице {follow}",
        on_network="В {network}: {address}",
        anew=(
            "Если вы читаете этот блог в WordPress.com, на Blogger или по почте, подпишитесь там, "
            "пожалуйста, заново: сделать это за вас я не могу."
        ),
        stays="Старый блог ещё какое-то время останется на месте; комментарии в нём закрыты.",
    ),
    "ar": FarewellWords(
        moved_here="انتقلنا إلى عنوان جديد",
        was_there="كانت مدونة {title} على العنوان {old}، وهي من الآن هنا.",
        come_along="انتقلت المقالات القديمة معنا، ومن احتفظ برابط إحداها يجدها.",
        how_to_follow="إن كنت تتابع المدونة القديمة فتابع هذه من جديد:",
        has_moved="انتقلت مدونة {title}",
        is_there=(
            "مدونة {title} الآن على العنوان {new}. كل ما كان هنا موجود هناك أيضًا، والمقالات "
            "الجديدة تصدر هناك فقط."
        ),
        go_on="كيف تواصل القراءة:",
        in_reader="في قارئ الخلاصات: أضف العنوان {feed} (ما هو: {follow})",
        by_email="بالبريد الإلكتروني: اترك عنوانك على الصفحة {follow}",
        on_network="على {network}: {address}",
        anew=(
            "إن كنت تتابع هذه المدونة في قارئ WordPress.com أو على Blogger أو بالبريد فتابعها هناك "
            "من جديد رجاءً، فلا أستطيع أن أفعل ذلك عنك."
        ),
        stays="تبقى هذه المدونة القديمة على حالها مدة من الزمن، والتعليقات فيها مغلقة.",
    ),
    "zh": FarewellWords(
        moved_here="我们搬家了",
        was_there="《{title}》原来的地址是 {old} ，从现在起就在这里。",
        come_along="旧文章已经一并搬来，保存过旧链接的读者仍能找到它们。",
        how_to_follow="如果您关注过旧博客，请重新关注这里：",
        has_moved="《{title}》搬家了",
        is_there="《{title}》现在的地址是 {new} 。这里的所有文章那里都有，新文章只在那里发表。",
        go_on="如何继续阅读：",
        in_reader="在订阅阅读器中：添加地址 {feed} （这是什么： {follow} ）",
        by_email="通过电子邮件：在 {follow} 留下您的邮箱地址",
        on_network="在 {network} 上：{address}",
        anew=(
            "如果您是在 WordPress.com 阅读器、Blogger 或通过邮件关注本博客的，"
            "请在新地址重新关注：这一步我无法替您完成。"
        ),
        stays="旧博客会保留一段时间，评论已关闭。",
    ),
    "it": FarewellWords(
        moved_here="Ci siamo trasferiti",
        was_there="{title} si trovava su {old}. D’ora in poi è qui.",
        come_along="I vecchi testi sono venuti con noi, e chi ha conservato un link li ritrova.",
        how_to_follow="Se seguivi il vecchio blog, segui di nuovo questo:",
        has_moved="{title} si è trasferito",
        is_there=(
            "{title} si trova ora su {new}. Tutto ciò che era qui è anche là; i nuovi testi escono "
            "soltanto là."
        ),
        go_on="Per continuare a leggere:",
        in_reader="In un lettore di feed: aggiungi l’indirizzo {feed} (che cos’è: {follow})",
        by_email="Per e-mail: lascia il tuo indirizzo su {follow}",
        on_network="Su {network}: {address}",
        anew=(
            "Se segui questo blog nel Reader di WordPress.com, su Blogger o per e-mail, seguilo di "
            "nuovo là, per favore: non posso farlo al posto tuo."
        ),
        stays="Questo vecchio blog resta com’è per un po’; i commenti sono chiusi.",
    ),
    "nl": FarewellWords(
        moved_here="Wij zijn verhuisd",
        was_there="{title} stond op {old}. Voortaan staat het hier.",
        come_along="De oude stukken zijn meegekomen, en wie een link bewaarde, vindt ze terug.",
        how_to_follow="Als u het oude blog volgde, volg dan dit blog opnieuw:",
        has_moved="{title} is verhuisd",
        is_there=(
            "{title} staat nu op {new}. Alles wat hier stond, staat daar ook; nieuwe stukken "
            "verschijnen alleen nog daar."
        ),
        go_on="Zo leest u verder:",
        in_reader="In een feedlezer: voeg het adres {feed} toe (wat dat is: {follow})",
        by_email="Per e-mail: laat uw adres achter op {follow}",
        on_network="Op {network}: {address}",
        anew=(
            "Volgt u dit blog in de Reader van WordPress.com, bij Blogger of per e-mail, volg het "
            "dan daar opnieuw: dat kan ik niet voor u doen."
        ),
        stays="Dit oude blog blijft nog een tijd staan; reageren kan hier niet meer.",
    ),
    "sv": FarewellWords(
        moved_here="Vi har flyttat",
        was_there="{title} fanns tidigare på {old}. Från och med nu finns det här.",
        come_along="De gamla texterna har följt med, och den som har sparat en länk hittar dem.",
        how_to_follow="Om du följde den gamla bloggen, följ den här på nytt:",
        has_moved="{title} har flyttat",
        is_there=(
            "{title} finns nu på {new}. Allt som fanns här finns också där; nya texter kommer bara "
            "där."
        ),
        go_on="Så läser du vidare:",
        in_reader="I en flödesläsare: lägg till adressen {feed} (vad det är: {follow})",
        by_email="Med e-post: lämna din adress på {follow}",
        on_network="På {network}: {address}",
        anew=(
            "Om du följer den här bloggen i WordPress.coms Reader, på Blogger eller med e-post, "
            "följ den där på nytt: det kan jag inte göra åt dig."
        ),
        stays="Den här gamla bloggen står kvar en tid; kommentarerna är stängda.",
    ),
    "pl": FarewellWords(
        moved_here="Przenieśliśmy się",
        was_there="Wcześniej „{title}” można było czytać pod adresem {old}. Teraz jest tutaj.",
        come_along="Dawne teksty są tu także, a zachowane odnośniki prowadzą do nich.",
        how_to_follow="Jeśli obserwujesz stary blog, zacznij obserwować ten:",
        has_moved="„{title}” ma nowy adres",
        is_there=(
            "„{title}” jest teraz pod adresem {new}. Wszystko, co było tutaj, jest i tam; nowe "
            "teksty ukazują się tylko tam."
        ),
        go_on="Jak czytać dalej:",
        in_reader="W czytniku kanałów: dodaj adres {feed} (co to jest: {follow})",
        by_email="E-mailem: zostaw swój adres na stronie {follow}",
        on_network="{network}: {address}",
        anew=(
            "Jeśli obserwujesz ten blog w Czytniku WordPress.com, w Bloggerze lub e-mailem, "
            "zacznij obserwować go tam od nowa: nie mogę zrobić tego za ciebie."
        ),
        stays="Stary blog pozostanie jeszcze przez pewien czas; komentarze są zamknięte.",
    ),
    "ja": FarewellWords(
        moved_here="引っ越しました",
        was_there="「{title}」は以前 {old} にありました。これからはこちらです。",
        come_along="以前の記事もすべて移りました。保存してあるリンクからもたどり着けます。",
        how_to_follow="前のブログを購読していた方は、こちらで改めてご登録ください：",
        has_moved="「{title}」は引っ越しました",
        is_there=(
            "「{title}」は {new} に移りました。ここにあった記事はすべて移転先にあり、"
            "新しい記事は移転先だけに載ります。"
        ),
        go_on="これからの読み方：",
        in_reader="フィードリーダーで：アドレス {feed} を追加してください（説明： {follow} ）",
        by_email="メールで： {follow} でアドレスを登録してください",
        on_network="{network} で：{address}",
        anew=(
            "WordPress.com のリーダー、Blogger、またはメールでこのブログを購読している方は、"
            "移転先で改めてご登録ください。こちらで代わりに行うことはできません。"
        ),
        stays="この古いブログはしばらくこのまま残ります。コメントの受付は終了しました。",
    ),
}  # fmt: skip
"""The words by the language's code."""
