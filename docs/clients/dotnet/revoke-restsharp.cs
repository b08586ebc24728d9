#:package RestSharp@114.1.0
#:property PublishAot=false
using RestSharp;

var body = new
{
    client_id = Environment.GetEnvironmentVariable("CLIENT_ID"),
    client_secret = Environment.GetEnvironmentVariable("CLIENT_SECRET"),
    token = Environment.GetEnvironmentVariable("TOKEN"),
};
using var client = new RestClient();
var request = new RestRequest(Environment.GetEnvironmentVariable("REVOKE_URL"), Method.Post).AddJsonBody(body);
var answer = await client.ExecuteAsync(request);

Console.WriteLine($"{(int)answer.StatusCode} {answer.Content}");
return (int)answer.StatusCode == 200 ? 0 : 1;
