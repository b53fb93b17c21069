// The staff's side.
import { startAnnouncing } from "./announce.js";
import { startComponents } from "./govuk.js";
import { startKeys } from "./keys.js";
import { startKinds } from "./kinds.js";
import { startLive } from "./live.js";
import { startLocating } from "./locate.js";
import { startOpeners } from "./openers.js";
import { startPhotos } from "./photo.js";
import { startReveals } from "./reveal.js";
import { startRows } from "./rows.js";

startComponents();
startOpeners();
startPhotos();
startReveals();
startRows();
startLocating();
startKeys();
startKinds();
startAnnouncing();
startLive();
