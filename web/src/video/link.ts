// One WebRTC connection: a voice and a picture each way, negotiated without glare, mended without being lost.

export interface LinkNews {
  readonly offer: (sdp: string) => void
  readonly candidate: (candidate: RTCIceCandidateInit) => void
  readonly remote: (stream: MediaStream) => void
  readonly state: (state: RTCPeerConnectionState) => void
}

const KINDS = ['audio', 'video'] as const

export class Link {
  readonly id: string
  readonly pc: RTCPeerConnection
  readonly remote = new MediaStream()
  readonly #news: LinkNews
  #media: MediaStream | null
  #offering = false

  constructor(id: string, configuration: RTCConfiguration, media: MediaStream | null, news: LinkNews) {
    this.id = id
    this.#media = media
    this.#news = news
    this.pc = new RTCPeerConnection(configuration)
    this.pc.onicecandidate = ({ candidate }) => candidate && news.candidate(candidate.toJSON())
    this.pc.onconnectionstatechange = () => news.state(this.pc.connectionState)
    this.pc.ontrack = ({ track }) => {
      if (this.remote.getTracks().length === 0) news.remote(this.remote)
      this.remote.addTrack(track)
    }
    this.pc.onnegotiationneeded = () => void this.#offer()
  }

  /** An offer of ours is on its way and not answered: an offer that meets it is one too many. */
  get busy(): boolean {
    return this.#offering || this.pc.signalingState === 'have-local-offer'
  }

  /** Nothing can be negotiated any more: the other side never answered, or the connection itself broke. */
  get stuck(): boolean {
    return this.busy || this.pc.signalingState === 'closed'
  }

  get expectsPicture(): boolean {
    return this.remote.getVideoTracks().some(track => !track.muted)
  }

  /** The first side asks for both kinds, whatever it has to send itself. The offer follows by itself. */
  begin(): void {
    for (const kind of KINDS) this.pc.addTransceiver(kind, { direction: 'recvonly' })
    void this.use(this.#media)
  }

  /** Sends these tracks from now on; the other side is asked again only where a kind comes or goes. */
  async use(media: MediaStream | null): Promise<void> {
    this.#media = media
    for (const way of this.pc.getTransceivers()) {
      const track = media?.getTracks().find(one => one.kind === way.receiver.track.kind) ?? null
      const direction = track ? 'sendrecv' : 'recvonly'
      if (way.direction !== direction) way.direction = direction
      await way.sender.replaceTrack(track)
    }
  }

  /** Takes the other side's offer, which replaces one of ours. @returns our answer. */
  async answer(sdp: string): Promise<string> {
    await this.pc.setRemoteDescription({ type: 'offer', sdp })
    await this.use(this.#media)
    await this.pc.setLocalDescription()
    return this.pc.localDescription!.sdp
  }

  async accept(sdp: string): Promise<void> {
    // The same answer may come twice.
    if (this.pc.signalingState === 'have-local-offer') await this.pc.setRemoteDescription({ type: 'answer', sdp })
  }

  async add(candidate: RTCIceCandidateInit): Promise<void> {
    // One that belongs to an offer that gave way is of no use to anybody.
    await this.pc.addIceCandidate(candidate).catch(() => undefined)
  }

  restart(iceServers: RTCIceServer[]): void {
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers })
    this.pc.restartIce()
  }

  close(): void {
    this.pc.onicecandidate = this.pc.onconnectionstatechange = this.pc.ontrack = this.pc.onnegotiationneeded = null
    this.pc.close()
    for (const track of this.remote.getTracks()) track.stop()
  }

  async #offer(): Promise<void> {
    try {
      this.#offering = true
      await this.pc.setLocalDescription()
      // The other side's offer may have come first meanwhile: then there is none of ours to send.
      if (this.pc.localDescription?.type === 'offer') this.#news.offer(this.pc.localDescription.sdp)
    } catch (failed) {
      if (this.pc.signalingState !== 'closed') console.warn('No offer could be made.', failed)
    } finally {
      this.#offering = false
    }
  }
}
