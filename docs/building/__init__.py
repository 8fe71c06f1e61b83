"""The site of the documentation, from the pages and from what they tell of.

`python -m docs.building FOLDER` writes the pages of the site into FOLDER/pages and builds them with
Sphinx into FOLDER/site. A link that leads nowhere, or a page that nothing leads to, is an error.
"""
