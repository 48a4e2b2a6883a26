"""Bodies as Blogger's editors of twenty years wrote them. Every word is made up."""

OF_2004 = (
    '<span style="font-family:georgia;font-size:100%;">The ferry was late again.<br />Nobody '
    "minded.<br /><br />What the <b>harbour board<br /><br />said</b> is another matter &amp; no "
    'news.</span><br /><br /><font size="5" face="verdana"><b>Numbers</b></font><br /><br />'
    '<a onblur="try {parent.deselectBloggerImageGracefully();} catch(e) {}" '
    'href="http://photos1.blogger.com/blogger/1/2/1600/pier.jpg"><img style="float:right; margin:0 '
    '0 10px 10px;cursor:pointer; cursor:hand;" src="http://photos1.blogger.com/blogger/1/2/320/'
    'pier.jpg" border="0" alt="" /></a>1984. A year like 2 * 3 &lt; 7.<br /><br />'
    '<span class="fullpost">And <a href="http://paper.example/a_b(c)">the paper</a> wrote '
    "<i>nothing</i>.</span>"
)
OF_2006_WITH_NEWLINES = """My first line
my second line

A paragraph with <i>one
break</i> in it.
<blockquote>They said
so themselves.</blockquote>
<ul>
<li>tea</li>
<li>bread</li>
</ul>
<pre>x = 1

y = 2</pre>
The end."""
OF_2010 = (
    '<div dir="ltr" style="text-align: left;" trbidi="on">'
    '<div class="separator" style="clear: both; text-align: center;"><a href="http://1.bp.blogspot'
    '.com/-a/s1600/mill.jpg" imageanchor="1" style="margin-left: 1em; margin-right: 1em;"><img '
    'border="0" height="240" src="http://1.bp.blogspot.com/-a/s320/mill.jpg" width="320" /></a>'
    "</div><br />The old mill is <b>for sale</b>.<br />"
    "<a name='more'></a><br />Nobody will buy it.<br /><br />"
    '<table align="center" cellpadding="0" cellspacing="0" class="tr-caption-container" '
    'style="margin-left: auto; margin-right: auto; text-align: center;"><tbody>\n'
    '<tr><td style="text-align: center;"><a href="http://1.bp.blogspot.com/-b/s1600/wheel.jpg" '
    'imageanchor="1" style="margin-left: auto; margin-right: auto;"><img border="0" height="200" '
    'src="http://1.bp.blogspot.com/-b/s320/wheel.jpg" width="320" /></a></td></tr>\n'
    '<tr><td class="tr-caption" style="text-align: center;">The&nbsp;wheel in May</td></tr>\n'
    '</tbody></table><div style="text-align: justify;">It turned for a hundred years.</div>'
    '<blockquote class="tr_bq">Sell the wheel,<br /><br />keep the house.</blockquote>'
    '<div class="separator" style="clear: both; text-align: center;"><a href="/A.jpg" '
    'imageanchor="1" style="clear: left; float: left; margin-bottom: 1em;"><img src="/a.jpg" '
    'border="0" /></a></div>Words beside it.<ul style="text-align: left;"><li>one</li></ul></div>'
)
OF_2014_WITH_PLAYERS = (
    'See the film:<br /><div class="separator" style="clear: both; text-align: center;"><iframe '
    'allowfullscreen="" class="YOUTUBE-iframe-video" data-thumbnail-src="https://i.ytimg.com/vi/'
    'abcdefghijk/0.jpg" frameborder="0" height="266" src="https://www.youtube.com/embed/'
    'abcdefghijk?feature=player_embedded" width="320"></iframe></div><br />and the other:<br />'
    '<object class="BLOGGER-youtube-video" classid="clsid:D27CDB6E" height="266" width="320"><param'
    ' name="movie" value="https://youtube.googleapis.com/v/zyxwvutsrqp&source=uds" /><embed '
    'width="320" height="266" src="https://youtube.googleapis.com/v/zyxwvutsrqp&source=uds" '
    'type="application/x-shockwave-flash"></embed></object><script>count()</script>Done.'
)
OF_2022 = (
    '<p>A <span style="background-color: white; color: #222222; font-family: arial;">pasted</span> '
    'word.</p><p><br /></p><div class="separator" style="clear: both;"><a href="https://blogger.'
    'googleusercontent.com/img/b/R29/s4032/a.jpg" style="display: block; padding: 1em 0; text-align'
    ': center; "><img alt="A gate" border="0" width="320" data-original-height="3024" '
    'src="https://blogger.googleusercontent.com/img/b/R29/s320/a.jpg"/></a></div>'
    '<h2 style="text-align: left;">The gate</h2><p style="text-align: left;"></p><ol style="text-'
    'align: left;"><li>Open it.</li><li>Close it.</li></ol><p></p><p><a name="more"></a></p>'
    '<p style="text-align: right;">The keeper</p><p><code>a_b</code> and <s>no</s>.</p>'
)
FROM_WORD = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>"
    "<![endif]--><style><!-- p.MsoNormal {mso-style-parent:''} --></style>"
    '<div class="MsoNormal" style="margin: 0cm 0cm 10pt;"><span style="font-family: Calibri;">'
    '<b style="mso-bidi-font-weight: normal;">Three</b> wishes and <i>one</i> rule:<o:p></o:p>'
    '</span></div><div align="center" class="MsoNormal" style="text-align: center;">No refunds'
    '<o:p></o:p></div><p class="MsoListParagraphCxSpFirst" style="text-indent:-18.0pt;mso-list:l0 '
    'level1 lfo1"><!--[if !supportLists]--><span style="font-family:Symbol;"><span style="mso-list:'
    'Ignore">·<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp; </span></span>'
    "</span><!--[endif]-->Bread</p>\n"
    '<p class="MsoListParagraphCxSpLast" style="mso-list:l0 level2 lfo1"><!--[if !supportLists]-->'
    '<span style="font-family:Symbol;"><span style="mso-list:Ignore">o<span style="font:7.0pt '
    '&quot;Times New Roman&quot;">&nbsp; </span></span></span><!--[endif]-->Rye</p>'
)
ARABIC = (
    '<div dir="rtl" style="text-align: right;" trbidi="on"><div style="text-align: justify;">'
    "<b>مرحبا</b> بكم في المدونة.</div><br /><ul><li>واحد</li><li>اثنان</li></ul></div>"
)
HINDI = (
    '<div dir="ltr" style="text-align: left;" trbidi="on"><div style="text-align: justify;"><span '
    'style="font-size: large;">यह पहला <b>अनुच्छेद</b> है।</span></div><div><br /></div>१. दूसरा'
    '<br /><br />तीसरा <a href="http://e.example/हिंदी">कड़ी</a></div>'
)
GERMAN = (
    '<p class="MsoNormal" style="line-height: 150%;"><span lang="DE" style="mso-x: DE;">'
    "„Größe“ <u>und</u> Maß – <sup>1</sup></span></p><p>&nbsp;</p><ol><li><p>Eins</p></li><li><p>"
    "Zwei</p></li></ol><hr />Schluß."
)
POEM = (
    '<div style="text-align: center;"><i>The tide comes in,<br />the tide goes out,<br /><br />and '
    "no one asks<br />what it's about.</i></div>"
)
CODE_AND_TABLE = (
    'Run this:<br /><pre class="brush: python">def f(x):\n    return x &lt; 2\n</pre>and look:'
    '<table border="1"><tbody><tr><th>Year</th><th>Votes</th></tr><tr><td>2004</td><td>3|4</td>'
    "</tr></tbody></table>"
)
MICRODATA = (
    '<div itemprop="description articleBody" itemscope="" itemtype="http://schema.example/Post">'
    '<div class="kvgmc6g5 cxmmr5t8" dir="auto">One</div><h3 itemprop="name">Two</h3><ul><li>three'
    "</li></ul></div>"
)
FROM_DOCS = (
    '<b id="docs-internal-guid-1" style="font-weight: normal;"><p dir="ltr" style="line-height: '
    '1.38;"><span style="font-weight: 700; white-space: pre-wrap;">Bold</span><span style="vertical'
    '-align: baseline;"> plain</span></p><br /><p dir="ltr"><span style="font-style: italic;">It'
    "</span></p></b>"
)

BODIES = {
    name.lower(): body
    for name, body in sorted(globals().items())
    if name.isupper() and isinstance(body, str)
}
