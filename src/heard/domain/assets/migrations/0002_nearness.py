"""Nearness within one layer: an index that finds it, and a function by which conditions ask for it in metres.

The nearest in degrees bounds how far the nearest in metres can be: the second step looks in that circle alone. COST lets
the planner ask everything cheaper first.
"""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, BtreeGistExtension
from django.db import migrations, models

METRES_BETWEEN = """
CREATE FUNCTION assets_metres_between(a point, b point) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT 2 * 6371008.8 * asin(sqrt(least(1.0,
        power(sind((b[1] - a[1]) / 2), 2) + cosd(a[1]) * cosd(b[1]) * power(sind((b[0] - a[0]) / 2), 2))))
$$
"""
METRES_TO_NEAREST = """
CREATE FUNCTION assets_metres_to_nearest(layer_code text, here point) RETURNS double precision
LANGUAGE sql STABLE PARALLEL SAFE STRICT COST 2000 AS $$
    SELECT min(assets_metres_between(here, asset.location))
    FROM (
        SELECT nearest.layer_id, nearest.lat, asind(least(1.0, sind(least(nearest.lat, 90)) / greatest(cosd(here[1]), 0.01))) AS lon
        FROM (
            SELECT one.layer_id, assets_metres_between(here, one.location) / 111195.08 * 1.000001 AS lat
            FROM assets_asset one
            WHERE one.layer_id = (SELECT id FROM assets_layer WHERE code = layer_code) AND one.active
            ORDER BY one.location <-> here
            LIMIT 1
        ) nearest
    ) circle
    JOIN assets_asset asset ON asset.layer_id = circle.layer_id AND asset.active AND asset.location <@ box(
        point(here[0] - circle.lon, here[1] - circle.lat), point(here[0] + circle.lon, here[1] + circle.lat))
$$
"""


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('assets', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        AddIndexConcurrently(
            model_name='asset',
            index=django.contrib.postgres.indexes.GistIndex(
                'layer', django.contrib.postgres.indexes.OpClass('location', name='point_ops'), condition=models.Q(('active', True)), name='asset_layer_place'
            ),
        ),
        migrations.RunSQL(METRES_BETWEEN, "DROP FUNCTION assets_metres_between(point, point)"),
        migrations.RunSQL(METRES_TO_NEAREST, "DROP FUNCTION assets_metres_to_nearest(text, point)"),
    ]
