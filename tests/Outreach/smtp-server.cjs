// A real SMTP server on loopback for the tests: prints its port, then each message that it took as one line of JSON.
// Its argument: "start" (offers TLS; the default), "implicit" (speaks nothing else) or "plain" (knows no TLS).
const { SMTPServer } = require('smtp-server');

const tls = process.argv[2] ?? 'start';
const server = new SMTPServer({
  secure: tls === 'implicit',
  disabledCommands: tls === 'plain' ? ['STARTTLS'] : [],
  authOptional: true,
  allowInsecureAuth: true,
  onAuth: (auth, session, done) => (auth.username === 'visits' && auth.password === 'secret' ? done(null, { user: 'visits' }) : done(new Error('Invalid credentials'))),
  onRcptTo: (address, session, done) =>
    address.address.startsWith('gone@') ? done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }))
    : address.address.startsWith('full@') ? done(Object.assign(new Error('Try again later'), { responseCode: 452 }))
    : done(),
  onData: (stream, session, done) => {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => {
      console.log(JSON.stringify({ user: session.user ?? null, secure: session.secure, to: session.envelope.rcptTo.map(to => to.address), raw: Buffer.concat(parts).toString('utf8') }));
      done();
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
