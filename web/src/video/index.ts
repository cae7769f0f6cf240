// The video of a visit: one owner, one vet, from browser to browser. Plain TypeScript over fetch and WebRTC, no dependency, no framework.
//
//   const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })   // or null: see and hear only
//   const room = new VideoRoom({ api: '/api', animalId, visitId, end: 'owner', media, token: () => session.token() })
//   room.on('state', ({ state, code }) => …)
//   room.on('remote', stream => { video.srcObject = stream })
//   room.on('phone', why => offerThePhone(why))
//   await room.join()              // throws Refusal: too-early, too-late, visit-not-open, not-found
//   …
//   await room.leave()
//
// State      waiting (nobody on the other side yet) → connecting → connected ⇄ reconnecting; then one of
//            moved (another tab or device of the same person took over: `join()` takes it back), over (the visit or its window is over; `code` says which), left.
// Events     state   { state, code? }
//            remote  MediaStream of the other side; the same object stays while the connection is mended, a new one comes with a new connection
//            peer    here | moved (another tab of theirs) | reconnecting | left
//            quality what the last seconds were like: { lossPercent, roundTripMs, kbit, frozenSeconds }; already sent to the visit
//            phone   quality (three bad reports in a row) | unreachable (no way through, or no answer from the server): offer to go on by phone
// Methods    join(), leave(), use(media) (another camera, or none), restart() (negotiate the network path again), stats() (RTCStatsReport of now)
// Members    state, remote, relayed (false: no relay is configured, only direct connections are tried)
//
// What it does by itself: keeps signals in order and repeats them on a bad line; perfect negotiation (the owner yields); ICE restart when the path is lost or the
// device comes online again, then a whole new connection when that does not help; fresh relay credentials before each; reports quality every five seconds.
export { Refusal } from './api'
export type { Quality } from './quality'
export { VideoRoom } from './room'
export type { End, PeerNews, PhoneReason, RoomEvents, RoomOptions, RoomState } from './room'
