using System.Reflection;
using BenchmarkDotNet.Running;
using VetVisits.Benchmarks;

if (args is ["append-rate", ..])
{
    // dotnet run -c Release --project tests/benchmarks -- append-rate [clients] [seconds]
    var clients = args.Length > 1 ? int.Parse(args[1]) : 16;
    var time = TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2]) : 5);
    AppendRate.Raw(clients, TimeSpan.FromSeconds(1));
    AppendRate.OfStore(clients, TimeSpan.FromSeconds(1));
    Console.WriteLine($"{clients} clients, bare SQLite, one commit a transaction: {AppendRate.Raw(clients, time):N0} commits/s");
    Console.WriteLine($"{clients} clients, the journal: {AppendRate.OfStore(clients, time):N0} commits/s");
    return;
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
