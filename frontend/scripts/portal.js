// The resident's side.
import { startAnnouncing } from "./announce.js";
import { startComponents } from "./govuk.js";
import { startLive } from "./live.js";
import { startPhotos } from "./photo.js";
import { startReveals } from "./reveal.js";

startComponents();
startPhotos();
startReveals();
startAnnouncing();
startLive();
