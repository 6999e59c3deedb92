#include "server/web_authn/options.h"

#include <gtest/gtest.h>

namespace rockpool::web_authn {
namespace {

// The samples of the API reference (StartWebAuthnRegistration, InitiateAuth), with values of our own.
TEST(Options, OfCreationHaveTheMembersOfAwsInTheirOrder) {
  EXPECT_EQ(
      ToJson(CreationOptions{
          .challenge = "Y2g", .relying_party_id = "example.com", .user_handle = "sub", .username = "a\"b", .excluded = {{"id", {"usb"}}}}),
      R"({"authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","userVerification":"preferred"},"challenge":"Y2g",)"
      R"("excludeCredentials":[{"id":"aWQ","type":"public-key"}],)"
      R"("pubKeyCredParams":[{"alg":-7,"type":"public-key"},{"alg":-257,"type":"public-key"}],)"
      R"("rp":{"id":"example.com","name":"example.com"},"timeout":60000,"user":{"displayName":"a\"b","id":"c3Vi","name":"a\"b"}})");
}

TEST(Options, OfRequestsHaveTheMembersOfAwsInTheirOrder) {
  EXPECT_EQ(ToJson(RequestOptions{.challenge = "Y2g",
                                  .relying_party_id = "example.com",
                                  .must_verify_user = true,
                                  .allowed = {{"id", {"internal", "hybrid"}}, {"id2", {}}}}),
            R"({"challenge":"Y2g","timeout":180000,"rpId":"example.com","allowCredentials":[)"
            R"({"type":"public-key","id":"aWQ","transports":["internal","hybrid"]},{"type":"public-key","id":"aWQy","transports":[]}],)"
            R"("userVerification":"required"})");
}

}  // namespace
}  // namespace rockpool::web_authn
