// Which operations a secondary replica serves, by their names: the developer guide's lists ("Multi-Region replication"), what they leave
// open being read as the page on fidelity says. A new one
// that declares the refusal is in none of them yet.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/operation.h"
#include "server/operations/gate.h"

namespace rockpool::operations {
namespace {

std::string AllOf(AtSecondary what) {
  std::vector<std::string_view> names;
  for (const api::Operation& operation : api::Operations()) {
    if (WhatSecondaryDoes(operation) == what) {
      names.push_back(operation.name);
    }
  }
  std::ranges::sort(names);
  std::string text;
  for (const std::string_view name : names) {
    text.append(text.empty() ? "" : " ").append(name);
  }
  return text;
}

TEST(SecondaryReplica, ServesWhatReadsAndItsOwnSettings) {
  EXPECT_EQ(AllOf(AtSecondary::kServed),
            "AdminGetDevice AdminGetUser AdminListDevices AdminListGroupsForUser AdminListUserAuthEvents CreateUserPoolDomain "
            "DeleteUserPoolDomain DescribeIdentityProvider DescribeManagedLoginBranding DescribeManagedLoginBrandingByClient "
            "DescribeResourceServer DescribeRiskConfiguration "
            "DescribeTerms DescribeTermsByClient DescribeUserPool DescribeUserPoolClient GetGroup GetLogDeliveryConfiguration "
            "GetSigningCertificate GetUICustomization GetUserPoolMfaConfig ListGroups ListIdentityProviders ListResourceServers "
            "ListTerms ListUserPoolClientSecrets ListUserPoolClients ListUsers ListUsersInGroup SetLogDeliveryConfiguration "
            "SetRiskConfiguration SetUserPoolMfaConfig UpdateUserPool UpdateUserPoolDomain");
}

TEST(SecondaryReplica, ServesWhatUsersDoWhileItIsActive) {
  EXPECT_EQ(AllOf(AtSecondary::kServedWhileActive),
            "AdminGetUserAuthFactors AdminInitiateAuth AdminListUserSessions AdminRespondToAuthChallenge AdminRevokeUserSession "
            "AdminUpdateAuthEventFeedback AdminUserGlobalSignOut GetClientToken GetDevice GetIdentityProviderByIdentifier "
            "GetTokensFromRefreshToken GetUser GetUserAuthFactors GetUserPoolClientSessionConfiguration "
            "GetUserPoolSessionConfiguration GlobalSignOut InitiateAuth ListDevices ListUserSessions ListWebAuthnCredentials "
            "RespondToAuthChallenge RevokeToken RevokeUserSession UpdateAuthEventFeedback");
}

TEST(SecondaryReplica, RefusesTheRest) {
  EXPECT_EQ(AllOf(AtSecondary::kRefused),
            "AddCustomAttributes AdminAddUserToGroup AdminConfirmSignUp AdminCreateUser AdminDeleteSoftwareToken AdminDeleteUser "
            "AdminDeleteUserAttributes AdminDisableProviderForUser AdminDisableUser AdminEnableUser AdminForgetDevice "
            "AdminLinkProviderForUser AdminRemoveUserFromGroup AdminResetUserPassword AdminSetUserMFAPreference "
            "AdminSetUserPassword AdminSetUserSettings AdminUpdateDeviceStatus AdminUpdateUserAttributes AssociateSoftwareToken "
            "ChangePassword CompleteWebAuthnRegistration ConfirmDevice ConfirmForgotPassword ConfirmSignUp CreateGroup "
            "CreateManagedLoginBranding CreateResourceServer CreateTerms CreateUserImportJob CreateUserPoolClient "
            "DeleteGroup DeleteManagedLoginBranding DeleteResourceServer DeleteTerms DeleteUser "
            "DeleteUserAttributes DeleteUserPool DeleteUserPoolClient DeleteWebAuthnCredential "
            "DescribeUserImportJob ForgetDevice ForgotPassword GetCSVHeader "
            "GetUserAttributeVerificationCode ListTagsForResource ListUserImportJobs ResendConfirmationCode SetUICustomization "
            "SetUserMFAPreference SetUserPoolClientSessionConfiguration SetUserPoolSessionConfiguration SetUserSettings SignUp "
            "StartUserImportJob StartWebAuthnRegistration StopUserImportJob TagResource UntagResource UpdateDeviceStatus "
            "UpdateGroup UpdateManagedLoginBranding UpdateResourceServer UpdateTerms UpdateUserAttributes UpdateUserPoolClient "
            "VerifySoftwareToken VerifyUserAttribute");
}

TEST(SecondaryReplica, IsKnownToTheOperationsOnReplicasAndToTheOneThatNamesADomainAlone) {
  EXPECT_EQ(AllOf(AtSecondary::kItself),
            "CreateUserPoolReplica DeleteUserPoolReplica DescribeUserPoolDomain ListUserPoolReplicas UpdateUserPoolReplica");
}

}  // namespace
}  // namespace rockpool::operations
