import com.mashape.unirest.http.Unirest;
import org.json.JSONObject;

public class Revoke {
    public static void main(String[] arguments) throws Exception {
        var body = new JSONObject()
            .put("client_id", System.getenv("CLIENT_ID"))
            .put("client_secret", System.getenv("CLIENT_SECRET"))
            .put("token", System.getenv("TOKEN"));

        var answer = Unirest.post(System.getenv("REVOKE_URL"))
            .header("content-type", "application/json")
            .body(body.toString())
            .asString();

        System.out.println(answer.getStatus() + " " + answer.getBody());
        System.exit(answer.getStatus() == 200 ? 0 : 1);
    }
}
