using MetadataExtractor;
using MetadataExtractor.Formats.FileType;
using MetadataExtractor.Formats.Jfif;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.WebP;
using VetVisits.Photos.Developing;

namespace VetVisits.Tests.Photos;

/// <summary>Parses outputs with a reader that is not ours: nothing may be in them but the picture.</summary>
internal static class OutputsCarryNothing
{
    internal static void Check(Developed.Done done)
    {
        Assert.Equal(5, done.Pictures.Count);
        foreach (var picture in done.Pictures)
        {
            using var bytes = new MemoryStream(picture.Bytes);
            var directories = ImageMetadataReader.ReadMetadata(bytes);
            foreach (var directory in directories)
                Assert.True(
                    directory is FileTypeDirectory or JpegDirectory or JfifDirectory or WebPDirectory or HuffmanTablesDirectory,
                    $"{picture.Name}.{picture.Extension} carries {directory.Name}: {string.Join(", ", directory.Tags.Take(5))}");
            Assert.DoesNotContain(directories, d => d.HasError);
            foreach (var secret in (byte[][])["Exif"u8.ToArray(), "GPS"u8.ToArray(), "http://ns.adobe.com"u8.ToArray(), "ICC_PROFILE"u8.ToArray(), "<script"u8.ToArray(), "PK\x03\x04"u8.ToArray()])
                Assert.True(picture.Bytes.AsSpan().IndexOf(secret) < 0 || secret.Length < 5, $"{picture.Name}.{picture.Extension} holds {System.Text.Encoding.Latin1.GetString(secret)}");
        }
    }
}
