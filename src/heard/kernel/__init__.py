"""What everything else stands on: ids, time, actors, errors, queue, files, the engine. Knows nothing of councils."""
