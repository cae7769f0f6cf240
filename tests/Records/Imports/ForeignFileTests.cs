using System.Text;
using VetVisits.Journal;
using VetVisits.Records.Imports;

namespace VetVisits.Tests.Records.Imports;

/// <summary>What a file is, its own bytes say; whatever is not plainly one of the known kinds is refused.</summary>
public sealed class ForeignFileTests
{
    [Theory]
    [InlineData("%PDF-1.7\nsomething\n%%EOF\n", ImportFormat.Pdf)]
    [InlineData("  \n{\"resourceType\":\"Bundle\",\"entry\":[]}", ImportFormat.FhirBundle)]
    [InlineData("\uFEFF{\"resourceType\":\"Bundle\"}", ImportFormat.FhirBundle)]
    public void A_file_is_what_its_bytes_say(string text, ImportFormat format) => Assert.Equal(format, Read(text).Format);

    [Fact]
    public void Photos_are_known_by_their_first_bytes()
    {
        Assert.Equal(ImportFormat.Jpeg, ForeignFile.Read(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 0 }).Format);
        Assert.Equal(ImportFormat.Png, ForeignFile.Read(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0 }).Format);
        Assert.Equal(ImportFormat.Webp, ForeignFile.Read("RIFF\0\0\0\0WEBPVP8 "u8.ToArray()).Format);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>", "import-unknown")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "import-unknown")]
    [InlineData("GIF89a", "import-unknown")]
    [InlineData("PK\u0003\u0004", "import-unknown")]
    [InlineData("MZ\u0090", "import-unknown")]
    [InlineData("   ", "import-unknown")]
    [InlineData(" %PDF-1.7 %%EOF", "import-unknown")]
    [InlineData("%PDF-1.7\nthe rest is missing", "import-damaged")]
    [InlineData("{\"resourceType\":\"Patient\"}", "not-a-bundle")]
    [InlineData("{\"resourceType\":17}", "not-a-bundle")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":{}}", "not-a-bundle")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[{}]}", "not-a-bundle")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[7]}", "not-a-bundle")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"<img src=x>\"}}]}", "not-a-bundle")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[", "not-a-bundle")]
    public void What_is_none_of_them_is_refused(string text, string code) => Assert.Equal(code, Refused(Encoding.UTF8.GetBytes(text)).Code);

    [Fact]
    public void A_bundle_is_counted_by_type()
    {
        var (_, resources) = Read("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},{"resource":{"resourceType":"Observation"}},{"resource":{"resourceType":"Observation"}}]}""");
        Assert.Equal([("Observation", 2), ("Patient", 1)], resources!.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public void Bundles_that_bomb_are_refused()
    {
        Assert.Equal((413, "too-large"), (Refused(Bundle(new string('x', ForeignFile.MostBundleBytes))).Status, Refused(Bundle(new string('x', ForeignFile.MostBundleBytes))).Code));
        var many = $"{{\"resourceType\":\"Bundle\",\"entry\":[{string.Join(',', Enumerable.Repeat("{\"resource\":{\"resourceType\":\"Patient\"}}", ForeignFile.MostResources + 1))}]}}";
        Assert.Equal("not-a-bundle", Refused(Encoding.UTF8.GetBytes(many)).Code);
        var deep = $"{{\"resourceType\":\"Bundle\",\"x\":{new string('[', 100)}{new string(']', 100)}}}";
        Assert.Equal("not-a-bundle", Refused(Encoding.UTF8.GetBytes(deep)).Code);
        var types = $"{{\"resourceType\":\"Bundle\",\"entry\":[{string.Join(',', Enumerable.Range(0, 61).Select(i => $"{{\"resource\":{{\"resourceType\":\"T{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}\"}}}}"))}]}}";
        Assert.Equal("not-a-bundle", Refused(Encoding.UTF8.GetBytes(types)).Code);

        static byte[] Bundle(string filler) => Encoding.UTF8.GetBytes($"{{\"resourceType\":\"Bundle\",\"x\":\"{filler}\"}}");
    }

    [Fact]
    public void Random_bytes_are_refused_and_harm_nothing()
    {
        // Not secrets: the same bytes in every run.
#pragma warning disable CA5394
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var file = new byte[random.Next(1, 300)];
            random.NextBytes(file);
            if (i % 3 == 0) file[0] = (byte)'{';
#pragma warning restore CA5394
            Assert.Contains(Refused(file).Code, (string[])["import-unknown", "not-a-bundle"]);
        }
    }

    private static (ImportFormat Format, IReadOnlyDictionary<string, int>? Resources) Read(string text) => ForeignFile.Read(Encoding.UTF8.GetBytes(text));

    private static Refusal Refused(byte[] file) => Assert.Throws<RefusedException>(() => ForeignFile.Read(file)).Refusal;
}
