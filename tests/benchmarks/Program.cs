using System.Reflection;
using BenchmarkDotNet.Running;
using VetVisits.Benchmarks;
using VetVisits.Benchmarks.Cost;

// dotnet run -c Release --project tests/benchmarks -- append-rate [clients] [seconds]
// dotnet run -c Release --project tests/benchmarks -- booking-rate [clients] [seconds]
// dotnet run -c Release --project tests/benchmarks -- openings-cost
// dotnet run -c Release --project tests/benchmarks -- dispatch-rate [clients] [seconds]
// dotnet run -c Release --project tests/benchmarks -- reminder-sweep [reminders]
// dotnet run -c Release --project tests/benchmarks -- record-cost [commits]
// dotnet run -c Release --project tests/benchmarks -- cost | partitions [visits] | start | clone [runs]
// dotnet run -c Release --project tests/benchmarks -- photo-pairs [pairs] | photo-memory [photos] | photo-parallel | photo-refusals | photo-fuzz [inputs] [seed] | photo-latency [photos]
// dotnet run -c Release --project tests/benchmarks -- waiting-latency [visits waiting] [claims]
// Anything else is BenchmarkDotNet's: -- --filter *
var clients = args.Length > 1 && int.TryParse(args[1], out var given) ? given : 16;
var time = TimeSpan.FromSeconds(args.Length > 2 && int.TryParse(args[2], out var seconds) ? seconds : 5);
switch (args)
{
    case ["append-rate", ..]:
        AppendRate.Raw(clients, TimeSpan.FromSeconds(1));
        AppendRate.OfStore(clients, TimeSpan.FromSeconds(1));
        Console.WriteLine($"{clients} clients, bare SQLite, one commit a transaction: {AppendRate.Raw(clients, time):N0} commits/s");
        Console.WriteLine($"{clients} clients, the journal: {AppendRate.OfStore(clients, time):N0} commits/s");
        break;
    case ["booking-rate", ..]:
        BookingRate.Print(clients, time);
        break;
    case ["openings-cost", ..]:
        OpeningsCost.Print();
        break;
    case ["dispatch-rate", ..]:
        await DispatchRate.Print(clients, time);
        break;
    case ["reminder-sweep", ..]:
        await ReminderSweep.Print(args.Length > 1 ? clients : 10_000);
        break;
    case ["record-cost", ..]:
        await RecordCost.Print(Number(1, 5000));
        break;
    case ["waiting-latency", ..]:
        await WaitingLatency.Print(Number(1, 100), Number(2, 100));
        break;
    case ["cost"]:
        return await CostCommand.Run(Console.Out);
    case ["partitions", ..]:
        return PartitionsCommand.Run(Console.Out, args.Length > 1 ? long.Parse(args[1]) : 10_000_000);
    case ["start"]:
        return await StartCommand.Run(Console.Out);
    case ["clone", ..]:
        return await CloneCommand.Run(Number(1, 3), Console.Out);
    case ["start-empty"]:
        await StartCommand.Empty();
        break;
    case ["start-product", var folder]:
        await StartCommand.Product(folder);
        break;
    case ["photo-pairs", ..]:
        PhotoBenchmark.Pairs(Number(1, 20), args.ElementAtOrDefault(2));
        break;
    case ["photo-serve", var photo]:
        PhotoBenchmark.Serve(photo);
        break;
    case ["photo-memory", ..]:
        PhotoBenchmark.Memory(Number(1, 100), args.ElementAtOrDefault(2));
        break;
    case ["photo-parallel", ..]:
        PhotoBenchmark.Parallel(args.ElementAtOrDefault(1));
        break;
    case ["photo-refusals"]:
        PhotoBenchmark.Refusals();
        break;
    case ["photo-latency", ..]:
        await PhotoLatency.Print(Number(1, 50));
        break;
    case ["photo-fuzz", ..]:
        PhotoBenchmark.Fuzz(Number(1, 20_000), Number(2, 1));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        break;
}
return 0;

int Number(int at, int otherwise) => args.Length > at && int.TryParse(args[at], out var number) ? number : otherwise;
