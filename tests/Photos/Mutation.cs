namespace VetVisits.Tests.Photos;

/// <summary>Small harm done to a file: bytes changed, cut, repeated, moved.</summary>
internal static class Mutation
{
    internal static byte[] Of(byte[] seed, Random random)
    {
        var file = seed.ToList();
        for (var times = random.Next(1, 8); times > 0 && file.Count > 16; times--)
        {
            // Half of the time in the first bytes, where headers are.
            var at = random.Next(2) == 0 ? random.Next(Math.Min(file.Count, 700)) : random.Next(file.Count);
            var length = Math.Min(random.Next(1, 40), file.Count - at);
            switch (random.Next(7))
            {
                case 0: file[at] = (byte)random.Next(256); break;
                case 1: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: file.RemoveRange(at, length); break;
                case 3: file.InsertRange(at, file.GetRange(at, length)); break;
                case 4: for (var i = 0; i < length; i++) file[at + i] = 0xFF; break;
                case 5: for (var i = 0; i < length; i++) file[at + i] = 0; break;
                default: file.RemoveRange(file.Count - (length * file.Count / 200), length * file.Count / 200); break;
            }
        }
        return [.. file];
    }
}
