"""The four operations on domains, through boto3. What it does not know yet is in js/domains.test.mjs."""

import support

CERTIFICATE = {"CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/rock"}


def setUpModule():
    support.start_module_server()


class Domains(support.PoolTestCase):
    def describe_domain(self, domain):
        return self.cognito.describe_user_pool_domain(Domain=domain)["DomainDescription"]

    def test_a_prefix_lives_from_create_to_delete(self):
        named = {"UserPoolId": self.pool_id, "Domain": "rock-shop"}
        self.cognito.create_user_pool_domain(**named)
        described = self.describe_domain("rock-shop")
        self.assertEqual((described["UserPoolId"], described["Status"], described["AWSAccountId"]),
                         (self.pool_id, "ACTIVE", support.DEFAULT_ACCOUNT))
        self.assertEqual(self.cognito.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]["Domain"], "rock-shop")
        self.assert_refused("InvalidParameterException",
                            "User pool cannot be deleted. It has a domain configured that should be deleted first.",
                            "delete_user_pool", UserPoolId=self.pool_id)
        self.cognito.delete_user_pool_domain(**named)
        self.assertEqual(self.describe_domain("rock-shop"), {})
        self.assert_refused("InvalidParameterException", "No such domain or user pool exists.",
                            "delete_user_pool_domain", **named)

    def test_a_custom_domain_has_a_certificate_and_a_cloudfront_name(self):
        named = {"UserPoolId": self.pool_id, "Domain": "auth.rock.example"}
        name = self.cognito.create_user_pool_domain(**named, CustomDomainConfig=CERTIFICATE)["CloudFrontDomain"]
        self.assertRegex(name, r"\Ad[a-z0-9]{13}\.cloudfront\.net\Z")
        renewed = {"CertificateArn": CERTIFICATE["CertificateArn"] + "-2"}
        self.assertEqual(self.cognito.update_user_pool_domain(**named, CustomDomainConfig=renewed)["CloudFrontDomain"], name)
        self.assertEqual(self.describe_domain("auth.rock.example")["CustomDomainConfig"], renewed)
        self.assertEqual(self.cognito.describe_user_pool(UserPoolId=self.pool_id)["UserPool"]["CustomDomain"],
                         "auth.rock.example")

    def test_a_domain_belongs_to_one_pool(self):
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain="rock-taken")
        self.assert_refused("InvalidParameterException", "Domain already associated with another user pool.",
                            "create_user_pool_domain", UserPoolId=self.create_pool(), Domain="rock-taken")
