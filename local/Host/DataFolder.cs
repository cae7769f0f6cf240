namespace VetVisits.Local.Host;

/// <summary>A folder that holds other things than this product's data; the message says what to do.</summary>
public sealed class ForeignFolderException(string message) : Exception(message);

/// <summary>The folder that everything is kept in.</summary>
public static class DataFolder
{
    private static readonly string[] Ours = ["journal.db", "azurite"];

    /// <summary>Deletes it with all that is in it. A slip of the hand (<c>--fresh --data ~</c>) must not cost anybody a home folder.</summary>
    /// <exception cref="ForeignFolderException">It is not empty and holds nothing that this product would have put there.</exception>
    public static void Wipe(string folder)
    {
        if (!Directory.Exists(folder)) return;
        if (Directory.EnumerateFileSystemEntries(folder).Any() && !Ours.Any(name => Path.Exists(Path.Combine(folder, name))))
            throw new ForeignFolderException($"{folder} holds no data of VetVisits, so --fresh leaves it alone. Name another folder with --data, or empty it yourself.");
        Directory.Delete(folder, recursive: true);
    }
}
