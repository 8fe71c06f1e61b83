"""The pages, and how they become a site."""
