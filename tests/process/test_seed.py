"""The seed: what is wrong with it stops the start with exit code 5, what is there already is left as it is."""

import json

import api
from processes import ProcessTestCase

POOL = "us-east-1_seedPool1"
CREATE_POOL = {"operation": "CreateUserPool", "request": {"PoolName": "seeded", "UserPoolTags": {"_custom_id_": POOL}}}


def create_google(pool_id=POOL, **details):
    return {"operation": "CreateIdentityProvider", "request": {
        "UserPoolId": pool_id, "ProviderName": "Google", "ProviderType": "Google",
        "ProviderDetails": {"client_id": "id", "client_secret": "secret", "authorize_scopes": "openid", **details}}}


class SeedTestCase(ProcessTestCase):
    def seed(self, *entries):
        return self.write("seed.json", json.dumps(entries))


class BadSeed(SeedTestCase):
    CODE = 5

    def refuse(self, seed, *options, database=":memory:"):
        """The seed's path; the sentence has to name it."""
        sentence = self.assert_refuses(self.CODE, "--port", "0", "--database", database, "--seed", seed, *options)
        self.assertIn(seed, sentence)
        return sentence

    def test_a_missing_file_cannot_be_read(self):
        self.assertIn("cannot read", self.refuse(self.path("nowhere.json")))

    def test_a_directory_cannot_be_read(self):
        self.assertIn("cannot read", self.refuse(self.folder))

    def test_an_empty_file_is_not_json(self):
        self.assertIn("is not JSON", self.refuse(self.write("seed.json", "")))

    def test_half_a_file_is_not_json(self):
        self.assertIn("is not JSON", self.refuse(self.write("seed.json", json.dumps([CREATE_POOL])[:-1])))

    def test_an_object_is_not_a_list(self):
        self.assertIn("list", self.refuse(self.write("seed.json", json.dumps(CREATE_POOL))))

    def test_an_entry_of_another_form_is_named_by_its_number(self):
        self.assertIn("entry 2", self.refuse(self.seed(CREATE_POOL, {"operation": "CreateUserPool"})))

    def test_an_unknown_operation_is_named_with_its_entry(self):
        sentence = self.refuse(self.seed(CREATE_POOL, {"operation": "CreateLagoon", "request": {}}))
        self.assertIn("entry 2", sentence)
        self.assertIn("CreateLagoon", sentence)

    def test_a_refused_request_is_named_with_its_entry_and_the_error_of_the_api(self):
        sentence = self.refuse(self.seed(CREATE_POOL, create_google(), create_google("us-east-1_nowhere1")))
        self.assertIn("entry 3", sentence)
        self.assertIn("CreateIdentityProvider", sentence)
        self.assertIn("ResourceNotFoundException", sentence)
        self.assertIn("us-east-1_nowhere1", sentence)

    def test_a_request_that_breaks_the_model_is_named_with_what_it_breaks(self):
        sentence = self.refuse(self.seed({"operation": "CreateUserPool", "request": {
            "PoolName": "", "UserPoolTags": {"_custom_id_": POOL}}}))
        self.assertIn("entry 1", sentence)
        self.assertIn("InvalidParameterException", sentence)
        self.assertIn("poolName", sentence)

    def test_a_pool_without_a_fixed_id_is_refused(self):
        sentence = self.refuse(self.seed({"operation": "CreateUserPool", "request": {"PoolName": "seeded"}}))
        self.assertIn("entry 1", sentence)
        self.assertIn("_custom_id_", sentence)

    def test_two_megabytes_of_open_brackets_inside_a_request_do_not_crash_it(self):
        text = '[{"operation": "CreateUserPool", "request": {"PoolName": ' + "[" * 2_000_000
        self.refuse(self.write("seed.json", text))

    def test_a_million_nested_lists_inside_a_request_do_not_crash_it(self):
        nested = "[" * 1_000_000 + "]" * 1_000_000
        request = '{"PoolName": ' + nested + ', "UserPoolTags": {"_custom_id_": "' + POOL + '"}}'
        self.refuse(self.write("seed.json", '[{"operation": "CreateUserPool", "request": ' + request + "}]"))

    def test_a_million_nested_objects_around_the_list_do_not_crash_it(self):
        self.refuse(self.write("seed.json", '{"a":' * 1_000_000 + "1" + "}" * 1_000_000))


class PoolOfSomebodyElse(SeedTestCase):
    """A pool's id is unique in the whole store, so it may be taken by a pool that the seed's account and region cannot see."""

    def refuse(self, *options):
        seed = self.seed(CREATE_POOL)
        self.start("--seed", seed, database=self.database).stop()
        sentence = self.assert_refuses(5, "--port", "0", "--database", self.database, "--seed", seed, *options)
        self.assertIn(seed, sentence)
        self.assertIn("entry 1", sentence)
        self.assertIn(POOL, sentence)
        self.assertRegex(sentence, "(?i)account|region")

    def test_of_another_region_stops_the_start(self):
        self.refuse("--region", "eu-west-1")

    def test_of_another_account_stops_the_start(self):
        self.refuse("--account", "111122223333")


class GoodSeed(SeedTestCase):
    def contents(self, process):
        def of_google(operation):
            return api.call(process.endpoint, operation, UserPoolId=POOL, ProviderName="Google")

        return [api.call(process.endpoint, "ListUserPools", MaxResults=60),
                api.call(process.endpoint, "DescribeUserPool", UserPoolId=POOL),
                api.call(process.endpoint, "ListIdentityProviders", UserPoolId=POOL),
                of_google("DescribeIdentityProvider")]

    def test_changes_nothing_when_it_is_applied_again(self):
        seed = self.seed(CREATE_POOL, create_google())
        first = self.start("--seed", seed, database=self.database)
        before = self.contents(first)
        first.stop()
        second = self.start("--seed", seed, database=self.database)
        self.assertEqual(self.contents(second), before)
        second.stop()

    def test_leaves_what_clients_have_changed(self):
        seed = self.seed(CREATE_POOL, create_google())
        first = self.start("--seed", seed, database=self.database)
        api.call(first.endpoint, "UpdateIdentityProvider", UserPoolId=POOL, ProviderName="Google",
                 ProviderDetails={"client_secret": "changed"})
        before = self.contents(first)
        first.stop()
        second = self.start("--seed", seed, database=self.database)
        self.assertEqual(self.contents(second), before)
        self.assertEqual(before[3]["IdentityProvider"]["ProviderDetails"]["client_secret"], "changed")
        second.stop()

    def test_is_applied_in_the_region_and_account_of_the_options(self):
        process = self.start("--seed", self.seed(CREATE_POOL), "--region", "eu-west-1", "--account", "111122223333")
        pool = api.call(process.endpoint, "DescribeUserPool", UserPoolId=POOL)["UserPool"]
        self.assertEqual(pool["Arn"], f"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/{POOL}")
        process.stop()

    def test_calls_no_functions(self):
        pool = {"operation": "CreateUserPool", "request": {**CREATE_POOL["request"], "LambdaConfig": {
            "PreSignUp": "arn:aws:lambda:us-east-1:123456789012:function:nowhere"}}}
        user = {"operation": "AdminCreateUser", "request": {"UserPoolId": POOL, "Username": "ada"}}
        process = self.start("--seed", self.seed(pool, user))
        users = api.call(process.endpoint, "ListUsers", UserPoolId=POOL)["Users"]
        self.assertEqual([user["Username"] for user in users], ["ada"])
        process.stop()

    def test_is_applied_where_calls_have_to_be_signed(self):
        process = self.start("--seed", self.seed(CREATE_POOL, create_google()), "--sigv4", "require")
        process.stop()
