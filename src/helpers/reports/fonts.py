"""A page carries the Chinese and Japanese characters that it shows, so that none becomes a box.

Assumptions
1. Latin letters every machine has. Of Noto Sans SC, which the charts use too, a page gets the
   characters that stand on it and no more: some hundred, of eight megabytes.
2. Nothing is compressed here: two machines may compress differently, and pages are the same bytes.
"""

import io
import re
from base64 import b64encode
from functools import cache

_HAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def face(body: str) -> str:
    """Return the style that brings the characters of a page, as the font `Han`; or nothing.

    >>> face("<p>No such character.</p>")
    ''
    >>> face("<p>走出去</p>").startswith('@font-face { font-family: "Han"; src: url(data:font/otf;')
    True
    """
    shown = "".join(sorted(set(_HAN.findall(body))))
    return _face(shown) if shown else ""


@cache
def _face(characters: str) -> str:
    from fontTools import subset  # half a second, for pages that need it
    from pylopdf_fonts_zh_cn import sans_path

    options = subset.Options(hinting=False, layout_features=[], name_IDs=[])
    font = subset.load_font(sans_path(), options, lazy=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    content = io.BytesIO()
    subset.save_font(font, content, options)
    data = b64encode(content.getvalue()).decode()
    return f'@font-face {{ font-family: "Han"; src: url(data:font/otf;base64,{data}); }}\n'
