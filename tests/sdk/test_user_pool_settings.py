"""UpdateUserPool and the operations on a pool's factors, tags, attributes and certificate."""

import os
import subprocess
import tempfile

import server
import support


def setUpModule():
    support.start_module_server()


class PoolSettings(support.PoolTestCase):
    def describe_pool(self):
        return self.cognito.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]

    def test_update_user_pool_changes_what_it_names_and_resets_the_rest(self):
        self.cognito.update_user_pool(UserPoolId=self.pool_id, DeletionProtection="ACTIVE", AutoVerifiedAttributes=["email"])
        pool = self.describe_pool()
        self.assertEqual((pool["DeletionProtection"], pool["AutoVerifiedAttributes"]), ("ACTIVE", ["email"]))
        self.assertGreater(pool["LastModifiedDate"], pool["CreationDate"])
        self.cognito.update_user_pool(UserPoolId=self.pool_id)
        self.assertEqual(self.describe_pool()["DeletionProtection"], "INACTIVE")
        self.assertNotIn("AutoVerifiedAttributes", self.describe_pool())

    def test_update_user_pool_refuses_as_create_does(self):
        self.assert_refused("InvalidParameterException", "Source ARN is required to use DEVELOPER email sending owner",
                            "update_user_pool", UserPoolId=self.pool_id,
                            EmailConfiguration={"EmailSendingAccount": "DEVELOPER"})

    def test_add_custom_attributes_appends_them(self):
        self.cognito.add_custom_attributes(
            UserPoolId=self.pool_id, CustomAttributes=[{"Name": "team", "AttributeDataType": "String"}])
        self.assertEqual(self.describe_pool()["SchemaAttributes"][-1]["Name"], "custom:team")

    def test_mfa_config_is_set_and_got(self):
        configuration = {"MfaConfiguration": "ON", "SoftwareTokenMfaConfiguration": {"Enabled": True}}
        answer = self.cognito.set_user_pool_mfa_config(UserPoolId=self.pool_id, **configuration)
        answer.pop("ResponseMetadata")
        self.assertEqual(answer, configuration)
        got = self.cognito.get_user_pool_mfa_config(UserPoolId=self.pool_id)
        got.pop("ResponseMetadata")
        self.assertEqual(got, configuration)
        self.assertEqual(self.describe_pool()["MfaConfiguration"], "ON")

    def test_tags_are_added_listed_and_taken_away(self):
        arn = self.describe_pool()["Arn"]
        self.cognito.tag_resource(ResourceArn=arn, Tags={"team": "rock", "stage": "test"})
        self.cognito.untag_resource(ResourceArn=arn, TagKeys=["stage"])
        self.assertEqual(self.cognito.list_tags_for_resource(ResourceArn=arn)["Tags"], {"team": "rock"})

    def test_the_header_of_an_import_closes_with_the_user(self):
        header = self.cognito.get_csv_header(UserPoolId=self.pool_id)
        self.assertEqual(header["UserPoolId"], self.pool_id)
        self.assertEqual(header["CSVHeader"][-3:], ["cognito:mfa_enabled", "cognito:username", "password_hash"])

    def test_the_signing_certificate_is_one_that_openssl_verifies(self):
        certificate = self.cognito.get_signing_certificate(UserPoolId=self.pool_id)["Certificate"]
        pem = f"-----BEGIN CERTIFICATE-----\n{certificate}\n-----END CERTIFICATE-----\n"
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
            file.write(pem)
            file.flush()
            verified = subprocess.run(["openssl", "verify", "-CAfile", file.name, file.name],
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            shown = subprocess.run(["openssl", "x509", "-in", file.name, "-noout", "-subject", "-text"],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(verified.returncode, 0, verified.stdout)
        self.assertIn(self.pool_id, shown.stdout)
        self.assertIn("2048 bit", shown.stdout)


class SigningCertificate(support.CognitoTestCase):
    def test_outlives_a_restart(self):
        with tempfile.TemporaryDirectory() as folder:
            database = os.path.join(folder, "rock.db")
            certificates = []
            pool_id = None
            for _ in range(2):
                running = server.Server(database=database)
                try:
                    cognito = support.client_for(running.endpoint)
                    pool_id = pool_id or cognito.create_user_pool(PoolName="rock")["UserPool"]["Id"]
                    certificates.append(cognito.get_signing_certificate(UserPoolId=pool_id)["Certificate"])
                finally:
                    running.stop()
        self.assertEqual(certificates[0], certificates[1])
