// The staff's side.
import { startAnnouncing } from "./announce.js";
import { startDialogs } from "./dialogs.js";
import { startComponents } from "./govuk.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startPhotos } from "./photo.js";
import { startReveals } from "./reveal.js";

startComponents();
startDialogs();
startPhotos();
startReveals();
startKeys();
startAnnouncing();
startLive();
