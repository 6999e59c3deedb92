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

TEST(SecondaryReplica, ServesWhatReadsAndWhatSignsInOrOut) {
  EXPECT_EQ(AllOf(AtSecondary::kServed),
            "AdminGetDevice AdminGetUser AdminGetUserAuthFactors AdminInitiateAuth AdminListDevices AdminListGroupsForUser "
            "AdminListUserAuthEvents AdminListUserSessions AdminRespondToAuthChallenge AdminRevokeUserSession "
            "AdminUserGlobalSignOut DescribeIdentityProvider DescribeManagedLoginBranding DescribeManagedLoginBrandingByClient "
            "DescribeResourceServer DescribeRiskConfiguration DescribeTerms DescribeTermsByClient DescribeUserImportJob "
            "DescribeUserPoolClient GetCSVHeader GetClientToken GetDevice GetGroup GetIdentityProviderByIdentifier "
            "GetSigningCertificate GetTokensFromRefreshToken GetUICustomization GetUser GetUserAuthFactors "
            "GetUserPoolClientSessionConfiguration GetUserPoolMfaConfig GetUserPoolSessionConfiguration GlobalSignOut InitiateAuth "
            "ListDevices ListGroups ListIdentityProviders ListResourceServers ListTerms ListUserImportJobs "
            "ListUserPoolClientSecrets ListUserPoolClients ListUserSessions ListUsers ListUsersInGroup ListWebAuthnCredentials "
            "RespondToAuthChallenge RevokeToken RevokeUserSession");
}

TEST(SecondaryReplica, RefusesWhatWritesUsers) {
  EXPECT_EQ(AllOf(AtSecondary::kRefused),
            "AdminAddUserToGroup AdminConfirmSignUp AdminCreateUser AdminDeleteSoftwareToken AdminDeleteUser "
            "AdminDeleteUserAttributes AdminDisableProviderForUser AdminDisableUser AdminEnableUser AdminForgetDevice "
            "AdminLinkProviderForUser AdminRemoveUserFromGroup AdminResetUserPassword AdminSetUserMFAPreference "
            "AdminSetUserPassword AdminSetUserSettings AdminUpdateAuthEventFeedback AdminUpdateDeviceStatus "
            "AdminUpdateUserAttributes AssociateSoftwareToken ChangePassword CompleteWebAuthnRegistration ConfirmDevice "
            "ConfirmForgotPassword ConfirmSignUp CreateUserImportJob DeleteUser DeleteUserAttributes DeleteWebAuthnCredential "
            "ForgetDevice ForgotPassword GetUserAttributeVerificationCode ResendConfirmationCode SetUserMFAPreference "
            "SetUserPoolClientSessionConfiguration SetUserPoolSessionConfiguration SetUserSettings SignUp StartUserImportJob "
            "StartWebAuthnRegistration StopUserImportJob UpdateAuthEventFeedback UpdateDeviceStatus UpdateUserAttributes "
            "VerifySoftwareToken VerifyUserAttribute");
}

TEST(SecondaryReplica, HasSettingsOfItsOwn) {
  EXPECT_EQ(AllOf(AtSecondary::kSet), "DescribeUserPool GetLogDeliveryConfiguration SetLogDeliveryConfiguration UpdateUserPool");
}

TEST(SecondaryReplica, IsKnownToTheOperationsOnReplicas) {
  EXPECT_EQ(AllOf(AtSecondary::kItself), "CreateUserPoolReplica DeleteUserPoolReplica ListUserPoolReplicas UpdateUserPoolReplica");
}

}  // namespace
}  // namespace rockpool::operations
