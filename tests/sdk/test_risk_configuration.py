"""SetRiskConfiguration and DescribeRiskConfiguration."""

import support


def setUpModule():
    support.start_module_server()


class RiskConfiguration(support.PoolTestCase):
    def setUp(self):
        super().setUp()
        # This boto3 is older than the tiers.
        self.protected = self.unchecked.create_user_pool(
            PoolName="protected", UserPoolAddOns={"AdvancedSecurityMode": "ENFORCED"}, UserPoolTier="PLUS")["UserPool"]["Id"]

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

    def test_needs_threat_protection(self):
        self.assert_refused("UserPoolAddOnNotEnabledException",
                            f"User pool {self.pool_id} does not have threat protection enabled.",
                            "describe_risk_configuration", UserPoolId=self.pool_id)
