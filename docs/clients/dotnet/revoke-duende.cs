#:package Duende.IdentityModel@8.1.0
#:property PublishAot=false
using Duende.IdentityModel.Client;

using var http = new HttpClient();
var answer = await http.RevokeTokenAsync(new TokenRevocationRequest
{
    Address = Environment.GetEnvironmentVariable("REVOKE_URL"),
    ClientId = Environment.GetEnvironmentVariable("CLIENT_ID")!,
    ClientSecret = Environment.GetEnvironmentVariable("CLIENT_SECRET"),
    Token = Environment.GetEnvironmentVariable("TOKEN")!,
});

Console.WriteLine($"{(int)answer.HttpStatusCode} {(answer.IsError ? answer.Raw : "revoked")}");
return answer.IsError ? 1 : 0;
