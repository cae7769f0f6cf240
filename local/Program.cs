using VetVisits;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddVetVisits();
await builder.Build().RunAsync();
