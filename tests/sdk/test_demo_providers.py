"""The demo seed's six providers sign people in out of the box, offline, and go wrong on purpose."""

import pathlib
import urllib.request

import support
import workbench

SEED = pathlib.Path(__file__).resolve().parents[2] / "config" / "demo.seed.json"
POOL = "us-east-1_demoPool1"
PROVIDERS = ("Google", "Facebook", "LoginWithAmazon", "SignInWithApple", "DemoOidc", "DemoSaml")
SAML_EMAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"


def setUpModule():
    support.start_module_server("--seed", str(SEED))


def call(method, path, body=None, **headers):
    return workbench.call(support.endpoint(), method, "/_rockpool" + path, body, **headers)


def sign_in(provider, subject="ann", **claims):
    email = {SAML_EMAIL if provider == "DemoSaml" else "email": "ann@example.com"}
    return call("POST", "/sign-in", {"UserPoolId": POOL, "ClientId": "demoWeb", "ProviderName": provider, "subject": subject,
                                     "claims": {**email, **claims}})


class DemoProviders(support.CognitoTestCase):
    def setUp(self):
        super().setUp()
        workbench.reset(support.endpoint())

    def test_sign_people_in_each(self):
        for provider in PROVIDERS:
            with self.subTest(provider):
                status, tokens = sign_in(provider)
                self.assertEqual(status, 200, tokens)
                found = self.cognito.admin_get_user(UserPoolId=POOL, Username=f"{provider}_ann")
                self.assertEqual(found["UserStatus"], "EXTERNAL_PROVIDER")
                self.assertIn({"Name": "email", "Value": "ann@example.com"}, found["UserAttributes"])

    def test_take_what_an_update_says_at_the_next_sign_in(self):
        self.assertEqual(sign_in("DemoOidc", department="sales")[0], 200)
        self.cognito.update_identity_provider(UserPoolId=POOL, ProviderName="DemoOidc",
                                              AttributeMapping={"email": "email", "custom:department": "team"})
        self.assertEqual(sign_in("DemoOidc", department="marketing", team="purchase")[0], 200)
        found = self.cognito.admin_get_user(UserPoolId=POOL, Username="DemoOidc_ann")
        self.assertIn({"Name": "custom:department", "Value": "purchase"}, found["UserAttributes"])

    def test_go_wrong_once_and_are_well_again(self):
        for provider, wrong, error in (
                ("DemoOidc", "bad_signature", "server_error"), ("DemoSaml", "expired", "server_error"),
                ("Facebook", "token_endpoint_4xx", "invalid_request"), ("Google", "no_email", "invalid_request"),
                ("LoginWithAmazon", "provider_error", "access_denied"), ("SignInWithApple", "provider_error", "user_cancelled_authorize")):
            with self.subTest(provider + " " + wrong):
                status, faults = call("PUT", f"/providers/{POOL}/{provider}/faults", {"wrong": wrong, "times": 1})
                self.assertEqual((status, faults), (200, [{"wrong": wrong, "times": 1}]))
                status, told = sign_in(provider)
                self.assertEqual((status, told["error"]), (400, error), told)
                self.assertEqual(sign_in(provider)[0], 200)

    def test_are_traced_as_json_and_as_pages(self):
        self.assertEqual(sign_in("DemoSaml")[0], 200)
        calls = call("GET", f"/sign-ins?pool={POOL}")[1]["sign_ins"]
        named = next(one["sign_in"] for one in reversed(calls) if "federation" in one)
        steps = call("GET", f"/sign-ins/{named}")[1]["sign_ins"]
        self.assertGreaterEqual(len(steps), 2, "there and back")
        told = [message["what"] for one in steps for message in one.get("federation", {}).get("messages", [])]
        self.assertIn("AuthnRequest", told)
        for path in ("/_rockpool/sign-ins", f"/_rockpool/sign-ins/{named}"):
            request = urllib.request.Request(support.endpoint() + path, headers={"Accept": "text/html"})
            with urllib.request.urlopen(request, timeout=workbench.LIMIT_SECONDS) as answer:
                self.assertTrue(answer.headers["Content-Type"].startswith("text/html"))
                self.assertIn(named if path.endswith(named) else "/_rockpool/sign-ins/", path + answer.read().decode())

    def test_are_told_who_signs_in_without_a_page(self):
        status, shown = call("PUT", f"/providers/{POOL}/Google/identities",
                             {"auto": True, "identities": [{"subject": "1", "claims": {"email": "a@example.com"}}]})
        self.assertEqual(status, 200, shown)
        self.assertTrue(shown["simulated"] and shown["auto"])
        self.assertEqual(call("GET", f"/providers/{POOL}/Nobody")[1]["__type"], "ResourceNotFoundException")
