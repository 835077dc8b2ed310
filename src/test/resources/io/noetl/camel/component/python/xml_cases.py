"""XML by the library: what CPython gives for it is in xml_golden.json."""
import io, json as j
import xml.etree.ElementTree as ET
from xml.dom import minidom
import xml.sax
from xml.parsers import expat
text = """<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE a [<!ENTITY wort 'Gr&#252;n'>]>
<a xmlns='urn:d' xmlns:p='urn:p' p:x='1' y='z &amp; w'>
  <!-- note --><b>Äö &lt; &wort;</b><p:c/>tail<![CDATA[<raw>]]><?pi data?>
</a>"""
root = ET.fromstring(text)
def failed(document):
    try:
        ET.fromstring(document)
    except ET.ParseError as e:
        return str(e).split(':')[0], e.code, e.position[0]
pulled = ET.XMLPullParser(['start', 'end', 'start-ns', 'comment', 'pi'])
pulled.feed(text[:60]); pulled.feed(text[60:]); pulled.close()
class Names(xml.sax.ContentHandler):
    def __init__(self):
        self.seen = []
    def startElement(self, name, attrs):
        self.seen.append((name, sorted(attrs.items())))
    def characters(self, content):
        self.seen.append(content.strip())
names = Names()
xml.sax.parseString(b"<a k='v'><b>x</b></a>", names)
dom = minidom.parseString(text)
p = expat.ParserCreate()
lines = []
p.StartElementHandler = lambda name, attrs: lines.append((name, attrs))
p.EndElementHandler = lambda name: lines.append(name)
p.CharacterDataHandler = lambda data: lines.append(data)
p.buffer_text = True
p.Parse("<a x='1'><b/>t</a>", True)
result = [
    root.tag, root.attrib, [(e.tag, e.text, e.tail and e.tail.strip()) for e in root],
    root.find('d:b', {'d': 'urn:d'}).text, ET.tostring(root, encoding='unicode'),
    ET.tostring(ET.XML('<a><b k="v">ü</b></a>'), encoding='utf-8').decode(),
    [(kind, getattr(e, 'tag', e) if kind in ('start', 'end') else str(getattr(e, 'text', e))) for kind, e in pulled.read_events()],
    [e.tag for _, e in ET.iterparse(io.BytesIO(b'<r><i/><i/></r>'))],
    ET.fromstring('<a>\xe9</a>'.encode('latin-1').join([b"<?xml version='1.0' encoding='latin-1'?>", b''])).text,
    failed('<a><b></a>'), failed('<a>'), failed(''), failed('<a/><b/>'), failed('<a>&nope;</a>'), failed('<a b=c/>'), failed('<a\n\n<'),
    failed("<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>"),
    [s for s in names.seen if s], dom.documentElement.tagName, dom.getElementsByTagName('b')[0].firstChild.data,
    dom.documentElement.getAttribute('y'), lines,
]
