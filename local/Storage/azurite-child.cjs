// Loaded before Azurite (node --require). Azurite ends with its host and not before it:
// Ctrl-C reaches the whole process group, so it is not heard here; the host drains first and then closes this process's standard input,
// which also happens when the host is killed. And what Azurite keeps in memory reaches the disk twenty times as often as it would by itself.
'use strict';

const once = process.once;
process.once = function (event, listener) {
  return event === 'SIGINT' ? process : once.call(process, event, listener);
};
process.on('SIGINT', () => {});

process.stdin.on('error', () => {});
process.stdin.on('close', () => {
  if (!process.emit('SIGTERM')) process.exit(0);
  setTimeout(() => process.exit(0), 4000).unref();
});
process.stdin.resume();

// Left out by package.json: Azurite names it while it loads and uses it only with a SQL server.
require('sequelize').Model = class {};

const Loki = require('lokijs');
const enable = Loki.prototype.autosaveEnable;
Loki.prototype.autosaveEnable = function (options, callback) {
  this.autosaveInterval = 250;
  return enable.call(this, options, callback);
};
