/** Every file of tests inside VS Code. */
import './activation.test';
import './diagnostics.test';
import './debugging.test';
import './live.test';
import './sessions.test';
import './training.test';
import './walkthrough.test';
import './watchpoints.test';
import './files.test';
import './helpers.test';
import './reading.test';
import './runTo.test';
import './takingAlong.test';
import './lessons.test';
