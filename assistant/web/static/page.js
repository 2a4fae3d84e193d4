// The shell: header, navigation by hash, rooms, the guide beside the conversation.

import { h, fill } from "./parts/dom.js";
import * as api from "./parts/api.js";
import * as where from "./parts/route.js";
import { words } from "./parts/text.js";

const ROOMS = ["ask", "decide", "pay", "posting", "guides"];
