"""Fails if a page of a site links to a page, picture or heading that is not there:
site_links.py FOLDER."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.ids, self.links = set(), []
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.update(filter(None, (values.get("id"), values.get("name"))))
        self.links += filter(None, (values.get("href"), values.get("src")))


root = Path(sys.argv[1])
pages = {path.resolve(): Page(path) for path in root.rglob("*.html") if path.name != "404.html"}
broken = []
for path, page in pages.items():
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if target.is_dir():
            target /= "index.html"
        anchor = unquote(parts.fragment)
        if not target.exists():
            broken.append(f"{path.name}: {link}")
        elif anchor and target in pages and anchor not in pages[target].ids:
            broken.append(f"{path.name}: {link}")
print(f"{len(pages)} pages")
sys.exit("\n".join(broken) or 0)
