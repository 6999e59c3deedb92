"""SetRiskConfiguration and DescribeRiskConfiguration."""

import support
import workbench


def create_protected_pool():
    """A pool of the PLUS tier, which boto3 may be too old to ask for."""
    _, answer = workbench.call(
        support.endpoint(), "POST", "/",
        {"PoolName": "protected", "UserPoolTier": "PLUS", "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}},
        Content_Type="application/x-amz-json-1.1", X_Amz_Target="AWSCognitoIdentityProviderService.CreateUserPool",
        Authorization="AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/cognito-idp/aws4_request, "
                      "SignedHeaders=host, Signature=00")
    return answer["UserPool"]["Id"]


def setUpModule():
    support.start_module_server()


class RiskConfiguration(support.PoolTestCase):
    def setUp(self):
        super().setUp()
        self.protected = create_protected_pool()

    def test_is_set_described_and_inherited(self):
        web = self.cognito.create_user_pool_client(UserPoolId=self.protected, ClientName="web")["UserPoolClient"]["ClientId"]
        exceptions = {"BlockedIPRangeList": ["192.0.2.0/24"], "SkippedIPRangeList": ["2001:db8::/32"]}
        set_ = self.cognito.set_risk_configuration(
            UserPoolId=self.protected, RiskExceptionConfiguration=exceptions)["RiskConfiguration"]
        self.assertEqual(set_, {"UserPoolId": self.protected, "RiskExceptionConfiguration": exceptions,
                                "LastModifiedDate": set_["LastModifiedDate"]})
        for ids in ({}, {"ClientId": web}):
            described = self.cognito.describe_risk_configuration(UserPoolId=self.protected, **ids)["RiskConfiguration"]
            self.assertEqual(described, set_)

    def test_refuses_what_is_no_range(self):
        self.assert_refused("InvalidParameterException", "Incorrect CIDR format", "set_risk_configuration",
                            UserPoolId=self.protected, RiskExceptionConfiguration={"BlockedIPRangeList": ["192.0.2.1"]})

    def test_needs_no_threat_protection(self):
        exceptions = {"BlockedIPRangeList": ["192.0.2.0/24"]}
        self.cognito.set_risk_configuration(UserPoolId=self.pool_id, RiskExceptionConfiguration=exceptions)
        described = self.cognito.describe_risk_configuration(UserPoolId=self.pool_id)["RiskConfiguration"]
        self.assertEqual(described["RiskExceptionConfiguration"], exceptions)
