"""Headings of the site get the names that GitHub gives them, so that links serve both."""

import re


def slug(heading, separator):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", separator)


def on_config(config):
    config["mdx_configs"]["toc"] = {"slugify": slug}
    return config
