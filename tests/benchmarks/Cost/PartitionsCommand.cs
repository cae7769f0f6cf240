namespace VetVisits.Benchmarks.Cost;

/// <summary>
/// <c>partitions</c>: deals ten million visits of one year to animals, vets and regions as unevenly as the world does, and finds the largest and
/// the hottest logical partition. Nothing is stored but counters, so memory stays small however many visits there are.
/// </summary>
internal static class PartitionsCommand
{
    private const int Animals = 2_000_000;
    private const int Vets = 4_000;
    private const int Owners = 1_400_000;
    private const int Days = 365;
    private static readonly double[] Regions = [0.11, 0.09, 0.07, 0.06, 0.05, 0.04, 0.04, 0.04, 0.035, 0.03]; // The rest share what is left.
    private const int AllRegions = 60;

    // Bytes and request units of what one visit adds to a partition, from `cost`: an animal's commits, a vet's holds and notices, a view's rewrites.
    private const int AnimalBytes = 52_000, VetBytes = 11_500, OwnerBytes = 4_000;
    private const double AnimalUnits = 400, VetUnits = 150, OpeningsUnitsPerSearch = 40, SearchesPerVisit = 4;

    // Eight photographs that are asked for and settled, three small writes each; a dozen times to look again, in sixteen shards an hour.
    private const double PendingBytes = 1_800, PendingUnits = 120, DueBytes = 2_000, DueUnits = 120;

    public static int Run(TextWriter page, long visits)
    {
        var random = new Random(20261122);
        var animals = new int[Animals];
        var owners = new int[Owners];
        var vets = new int[Vets];
        var vetDays = new ushort[Vets, Days];
        var regionDays = new int[AllRegions, Days];
        for (long i = 0; i < visits; i++)
        {
            // A few animals come very often (chronic cases), and the five hundred that come most belong to one shelter; a vet has at most 40 visits a day, so a full one hands on to the next.
            var animal = (int)(Animals * Math.Pow(random.NextDouble(), 1.5));
            var day = random.Next(Days);
            var vet = (int)(Vets * Math.Pow(random.NextDouble(), 1.5));
            while (vetDays[vet, day] >= 40) (vet, day) = vet + 1 < Vets ? (vet + 1, day) : (0, (day + 1) % Days);
            animals[animal]++;
            owners[animal < 500 ? 0 : (int)((long)animal * Owners / Animals)]++;
            vets[vet]++;
            vetDays[vet, day]++;
            regionDays[Region(random.NextDouble()), day]++;
        }
        page.WriteLine($"{visits:N0} visits of a year, {Animals:N0} animals, {Vets:N0} vets, {AllRegions} regions; working set {Environment.WorkingSet / 1e6:N0} MB.\n");
        page.WriteLine("| partition | most visits in one | its year | of 20 GB, ten years | hottest second | of 10,000 RU/s |\n|---|---:|---:|---:|---:|---:|");
        var worst = 0.0;
        worst = Math.Max(worst, Line(page, "`animal:…`", animals.Max(), AnimalBytes, PerSecond(animals.Max() / 365.0, AnimalUnits)));
        worst = Math.Max(worst, Line(page, "`vet:…`", vets.Max(), VetBytes, PerSecond(40, VetUnits)));
        worst = Math.Max(worst, Line(page, "`owner:…` (views)", owners.Max(), OwnerBytes, PerSecond(owners.Max() / 365.0, AnimalUnits)));
        var region = regionDays.Cast<int>().Max();
        // The vets of the largest region are in each of its days, one document of at most 6 KB; documents of past days expire.
        worst = Math.Max(worst, Line(page, "`{region}|{date}` (openings)", region, 0, PerSecond(region * SearchesPerVisit, OpeningsUnitsPerSearch), Vets * 6_000.0));
        // Partitions of one hour: all that the world asks for in it meets there, and leaves again when it is settled.
        var busiest = Enumerable.Range(0, Days).Max(d => Enumerable.Range(0, AllRegions).Sum(r => regionDays[r, d]));
        worst = Math.Max(worst, Line(page, "`photos-pending:{hour}`", busiest / 5, 0, PerSecond(busiest, PendingUnits), busiest / 5 * PendingBytes));
        worst = Math.Max(worst, Line(page, "`due:{hour}:{shard}`", busiest / 5 / Due.DuePlace.Shards, 0, PerSecond((double)busiest / Due.DuePlace.Shards, DueUnits), busiest / 5 * DueBytes / Due.DuePlace.Shards));
        page.WriteLine(worst < 1 ? "\nNo partition comes near its limit." : "\nA partition passes its limit.");
        return worst < 1 ? 0 : 1;
    }

    /// <summary>Request units in the busiest second: a fifth of a day's work in one hour, ten times its average in the worst second.</summary>
    private static double PerSecond(double aDay, double units) => Math.Max(units, aDay * 0.2 / 3600 * 10 * units);

    private static double Line(TextWriter page, string name, int most, int bytesEach, double perSecond, double? fixedBytes = null)
    {
        var year = fixedBytes ?? (double)most * bytesEach;
        var ten = (fixedBytes ?? year * 10) / 20e9;
        page.WriteLine($"| {name} | {most:N0} | {year / 1e6:N1} MB | {ten:P2} | {perSecond:N0} RU | {perSecond / 10_000:P1} |");
        return Math.Max(ten, perSecond / 10_000);
    }

    private static int Region(double at)
    {
        for (var i = 0; i < Regions.Length; at -= Regions[i++])
            if (at < Regions[i]) return i;
        return Math.Min(AllRegions - 1, Regions.Length + (int)(at / (1 - Regions.Sum()) * (AllRegions - Regions.Length)));
    }
}
