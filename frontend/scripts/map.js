// placeholder until the map is written
