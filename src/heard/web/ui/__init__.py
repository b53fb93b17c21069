"""What every page is made of: base templates, components, forms, assets. No page but the gallery."""
