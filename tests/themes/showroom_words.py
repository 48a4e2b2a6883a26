"""Words for the showroom: paragraphs of the demo blog, and the essays that need every sign of print."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PLAIN = re.compile(r"[A-Z](?:(?! : )[^\[\]{}*_`<>|#])+[.?!]")
"""A paragraph without a sign of Markdown, which may stand anywhere."""


def plain_paragraphs() -> list[str]:
    """Return the paragraphs of the demo blog's English posts that are words and nothing else."""
    files = sorted((REPOSITORY / "content" / "posts").rglob("*.md"))
    texts = [file.read_text("utf-8").rpartition("\n---\n")[2] for file in files]
    pieces = [" ".join(piece.split()) for text in texts for piece in text.split("\n\n")]
    return [piece for piece in pieces if PLAIN.fullmatch(piece) and 25 <= len(piece.split()) <= 130]


PARAGRAPHS = plain_paragraphs()


def prose(words: int, start: int = 0) -> str:
    """Return about so many words in paragraphs, beginning with the paragraph `start`."""
    return "\n\n".join(prose_paragraphs(words, start))


def prose_paragraphs(words: int, start: int = 0) -> Iterator[str]:
    """Yield paragraphs until they hold so many words; the last is cut at a sentence."""
    for number in itertools.count(start):
        paragraph = PARAGRAPHS[number % len(PARAGRAPHS)]
        sentences = []
        for sentence in re.split(r"(?<=[.?!]) ", paragraph):
            if words <= 0:
                break
            sentences.append(sentence)
            words -= len(sentence.split())
        yield " ".join(sentences)
        if words <= 0:
            return


def with_notes(text: str, notes: int, first: int = 1) -> str:
    """Return the text with so many marks, spread evenly over its paragraphs, and their notes."""
    paragraphs = text.split("\n\n")
    for number in range(notes):
        place = number * len(paragraphs) // notes
        paragraphs[place] += f"[^{first + number}]"
    definitions = [
        f"[^{first + number}]: {next(prose_paragraphs(18, 7 * number + 3))}"
        for number in range(notes)
    ]
    return "\n\n".join([*paragraphs, *definitions])


def everything() -> str:
    """Return an essay that holds all that an essay can hold."""
    some = [next(prose_paragraphs(200, number)) for number in range(30)]
    return EVERYTHING.format(
        some=some, long_note=prose(75, 40).replace("\n\n", " "), long_quote=quoted(prose(190, 50))
    )


def quoted(text: str) -> str:
    """Return the text as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


EVERYTHING = """\
{some[0]}[^wage] And then, in the same breath,[^breath] they asked[^asked] for a receipt.[^receipt]

{some[1]}

::: pull-quote
A shelf which nothing leaves is not a collection, it is sediment.
:::

{some[2]}

## What the ledger says

{some[3]}

> If I fix it while it's fine, I spent your money on a bridge that was fine.
> — Warren Dial, [Minutes of the Session](https://ferrandbridge.example/minutes)

{some[4]}[^long]

{long_quote}

{some[5]}

::: aside
**A note on the figures.** They are in dollars of 2019, as the county has them; where the county
has none, I have asked the man who paid.
:::

{some[6]}

{{{{< figure src="/media/river-port.jpg" alt="Three gantry cranes over a wide river at sunset."
caption="From the south bank, looking toward the sea, which is forty kilometers off."
credit="Drawing for The Lamplighter" >}}}}

{some[7]}[^table]

| Branch | Hours | Visits | Loans | Cost | Cost an hour | Cost a visit | Remark |
|:-------|------:|-------:|------:|-----:|-------------:|-------------:|:-------|
| Quarry Road | 36 | 41,200 | 18,940 | 412,000 | 220.09 | 10.00 | evenings cut in 2011 |
| Millrace | 38 | 102,118 | 64,300 | 618,500 | 312.99 | 6.06 | |
| St. Brendan's Hill | 24 | 19,004 | 7,115 | 240,750 | 192.91 | 12.67 | shut on Mondays |
| Harbor | 52 | 240,871 | 171,020 | 1,204,000 | 445.27 | 5.00 | the main one |

{some[8]}

{{{{< figure src="/media/lamplit-street.jpg" class="wide" alt="A street under lamps at night."
caption="Depot Street, before the diodes." credit="Drawing for The Lamplighter" >}}}}

{some[9]}

### How one counts a chair

{some[10]}

Ward
:   A part of the city that elects one alderman, and is known by a number.

Denominator
:   What one divides by. It decides more than what one divides.

{some[11]}

1. First they look at the attendance by the hour.
2. Then they look at one another.
3. Last, somebody moves to adjourn.

- A list with no order, whose first point is long enough to need a second line on any screen that
  a reader is likely to hold.
- A short one.

```python
def cost_of_an_hour(cost: int, hours: int) -> float:
    # Fifty-two weeks, and no holidays.
    return cost / (hours * 52)
```

{some[12]}

---

{some[13]}

> Quoted from another tongue: *Kto nie szanuje swej przeszłości.*
{{: lang=en }}

{some[14]}[^close] {some[15]}[^closer]

{some[16]}

[^wage]: The figure is from the annual return, page 4, and the county stands by it.

[^breath]: It was on the tape, which the clerk keeps in a drawer with the keys of the old building.

[^asked]: Twice, in fact. The second time is not in the minutes.

[^receipt]: See the [annual return](https://portellery.example/library/return-2019.csv), where the
    receipt is reproduced in facsimile, with the stamp.

[^long]: {long_note}

[^table]: Rounded to the cent, as the county rounds it, which is to say upward.

[^close]: A note close to another one, so that they would stand in each other's place.

[^closer]: And the other one, which must then stand below it.

    It has a second paragraph.
"""

ARABIC = """\
في شارعنا مكتبةٌ عامة لا يعرف بوجودها أحدٌ من سائقي الأجرة.[^1] تقع في الطابق الأرضي من بناية قديمة، بين محلٍّ لتصليح الراديو أُقفل منذ سنين وفرنٍ لا يُقفل أبداً. فيها أربع طاولات، واثنا عشر كرسياً، ونحو ستة آلاف كتاب، ومروحةٌ واحدة.

أمينة المكتبة اسمها السيدة وداد. سألتها مرةً كم زائراً يأتيها في اليوم، فقالت: «تقصدين كم كتاباً أُعير؟ فهذا ما تسأل عنه البلدية».[^2] ثم فتحت دفتراً مسطّراً وأرتني أنها أعارت في شهرٍ كاملٍ واحداً وأربعين كتاباً. رقمٌ هزيل.[^3] غير أنّ الكراسي كانت كلّها مشغولة ونحن نتكلّم.

::: pull-quote
لا خانةَ في الدفتر للكراسي.
:::

> أعزُّ مكانٍ في الدُّنى سرجُ سابحٍ  
> وخيرُ جليسٍ في الزمانِ كتابُ
> — أبو الطيّب المتنبي

## الكرسي الرابع

وقد شغلني في هذا البيت لفظ «جليس». فالشاعر لم يقل خيرُ معلّمٍ ولا خيرُ صديق. الجليس من تجلس إليه، ولا بدّ للجلوس من موضع. وكأنّ الشاعر كان يعلم أنّ الكتاب وحده لا يكفي، وأنه لا بدّ من كرسيٍّ وسقفٍ وساعةٍ لا يطالبك فيها أحدٌ بشيء.

| الفرع | الساعات | الزوار | الإعارات | الكلفة | كلفة الساعة |
|:------|--------:|-------:|---------:|-------:|------------:|
| الميناء | 36 | 41,200 | 18,940 | 412,000 | 220.09 |
| الحمراء | 52 | 240,871 | 171,020 | 1,204,000 | 445.27 |

لم يصل الردّ إلى اليوم. والمكتبة مفتوحة، وأبو سمير بلغ حرف الميم.

[^1]: سألتُ ثلاثةً منهم، فدلّني كلٌّ منهم على مكتبةٍ أخرى.

[^2]: البلدية تسأل عن الأعداد في كانون الثاني من كلّ عام، وتنساها في شباط.

[^3]: كان الرقم في العام الذي قبله سبعةً وثلاثين.
"""

HEBREW = """\
ברחוב שלנו יש ספרייה ציבורית שאף נהג מונית אינו מכיר.[^1] היא שוכנת בקומת הקרקע של בניין ישן, בין מתקן מכשירי רדיו שנסגר לפני שנים ובין מאפייה שאינה נסגרת לעולם. יש בה ארבעה שולחנות, שנים עשר כיסאות, כששת אלפים ספרים ומאוורר אחד.

> מי שיושב ליד הקיר מריח לחם מתשע בבוקר ועד הצהריים.

הספרנית פתחה מחברת והראתה לי שבחודש שלם השאילה ארבעים ואחד ספרים. אין במחברת טור לכיסאות, וזה כל העניין.

[^1]: שאלתי שלושה מהם.
"""

CHINESE = """\
我们街上有一座公共图书馆，没有一个出租车司机知道它在哪里。[^1]它在一栋老楼的底层，夹在一家多年前关门的收音机修理店和一家从不关门的面包房之间。里面有四张桌子、十二把椅子、大约六千册书和一台风扇。靠墙坐着的人，从早上九点到中午都闻得到面包的香味，所以空着肚子读什么都觉得是好诗。

> 书中自有黄金屋，书中自有颜如玉。

市政府清点借出的书，却不清点椅子。馆员打开一本横格账簿给我看：整整一个月里，她借出了四十一本书。可是我们说话的时候，十二把椅子全坐满了，还有一个少年靠着历史书架站着读。账簿里没有椅子这一栏，问题就在这里。

[^1]: 我问过其中三个人。
"""
