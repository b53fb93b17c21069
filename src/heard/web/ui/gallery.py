"""What the gallery shows: one form with every kind of field, and a few invented rows."""

from __future__ import annotations

from django import forms

from heard.web.ui.forms import Choice, DayMonthYear, PhotosField


class SampleForm(forms.Form):
    """Every kind of field once."""

    description = forms.CharField(
        label="What is wrong?",
        help_text="For example: the lamp outside the school is dark.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact_by = forms.ChoiceField(
        label="How should we answer you?",
        choices=[
            ("email", "By email"),
            ("text", Choice("By text message", hint="We send at most three.")),
            ("none", "No answer needed"),
        ],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label="Email address", required=False)
    phone = forms.CharField(label="Mobile number", required=False)
    also = forms.MultipleChoiceField(
        label="What did you see?",
        choices=[("light", "The lamp flickers"), ("pole", "The pole leans"), ("cable", "A cable hangs out")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    department = forms.ChoiceField(label="Department", choices=[("roads", "Roads"), ("parks", "Parks")])
    seen = forms.DateField(label="When did you see it?", widget=DayMonthYear)
    photos = PhotosField(label="Photos", help_text="They help us find the place.", required=False)
    agree = forms.BooleanField(label="Tell me when it is fixed", required=False)
    reveals = {"contact_by": {"email": "email", "text": "phone"}}  # noqa: RUF012 - read by the renderer, never changed


def areas() -> dict[str, object]:
    """Two invented areas side by side, the second with a hole."""
    shapes = {
        "Northside": [[[-72.94, 41.31], [-72.92, 41.30], [-72.92, 41.33], [-72.95, 41.33], [-72.94, 41.31]]],
        "Harbour": [
            [[-72.92, 41.30], [-72.90, 41.29], [-72.89, 41.32], [-72.92, 41.33], [-72.92, 41.30]],
            [[-72.91, 41.31], [-72.90, 41.31], [-72.905, 41.315], [-72.91, 41.31]],
        ],
    }
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": rings}}
        for name, rings in shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features}


CONTENT: dict[str, object] = {
    "tiles": [
        {"title": "Pothole or broken road", "text": "Holes, cracks, sunken covers", "icon": "road", "href": "#"},
        {"title": "Street light", "text": "Dark, flickering, damaged", "icon": "lamp", "href": "#"},
        {"title": "Missed bin", "text": "Rubbish, recycling, garden waste", "icon": "bin", "href": "#"},
        {"title": "Rubbish dumped", "text": "On streets, in parks", "icon": "bags", "href": "#"},
        {"title": "Graffiti", "icon": "spray", "href": "#"},
        {"title": "Tree or hedge", "icon": "tree", "href": "#"},
        {"title": "Water or drain", "icon": "drop", "href": "#"},
        {"title": "Snow and ice", "icon": "snow", "href": "#"},
        {"title": "Something else", "icon": "dots", "href": "#"},
    ],
    "chips": [
        {"text": "Mine", "href": "#", "current": True, "count": 12},
        {"text": "My team’s", "href": "#", "count": 48},
        {"text": "Unassigned", "href": "#", "count": 7},
        {"text": "Late or late soon", "href": "#", "count": 3},
        {"text": "All", "href": "#"},
    ],
    "tabs": [
        {"text": "Conversation", "href": "#", "current": True, "count": 4},
        {"text": "Everything that happened", "href": "#"},
    ],
    "nearby": [
        {"id": "a", "title": "Dark street light", "lon": "-72.932", "lat": "41.318"},
        {"id": "b", "title": "Lamp flickers", "lon": "-72.931", "lat": "41.319"},
        {"id": "c", "title": "Pole leans", "lon": "-72.905", "lat": "41.3"},
    ],
    "tasks": [
        {"text": "Where it is", "status": "Done", "done": True, "href": "#"},
        {"text": "What is wrong", "status": "To do", "href": "#", "hint": "Two questions"},
    ],
    "bars": [
        {"text": "Roads", "value": 128, "href": "#"},
        {"text": "Street lights", "value": 64, "href": "#"},
        {"text": "Parks", "value": 17, "href": "#"},
    ],
    "step_names": ["Where", "What", "Photos", "About you", "Check"],
    "rows": [
        ("Pothole on Orange Street", "A deep hole, two cars already hit it.", "Late by 2 days", "late", "Open"),
        ("Street light is dark", "Outside number 14, since Sunday.", "by today, 17:00", "soon", "In progress"),
        ("Missed recycling", "Our street was skipped again this week.", "by Tuesday 24 November", "", "New"),
        ("Tree branch over the path", "People walk on the road.", "Waiting for the resident", "paused", "Waiting"),
        ("Graffiti on the library wall", "Fresh paint, side entrance.", "Answered in time", "met", "Closed"),
    ],
}
