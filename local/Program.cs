using VetVisits.Local.Host;

return await CommandLine.Run(args);
