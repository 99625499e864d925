import { liveFrame } from '../../../src/screens/live/frame.ts';
import { stateAt } from './pictures.ts';
for(let j=0;j<6;j++){const c=process.cpuUsage(); for(let i=0;i<20;i++) liveFrame(stateAt(i)); console.log('liveFrame cpu ms',process.cpuUsage(c).user/20e3);}
process.exit()
