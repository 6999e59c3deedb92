// The trace of a sign-in as a page.
#include "server/workbench/sign_in_page.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::workbench {
namespace {

constexpr const char* kTrace =
    R"({"sign_ins":[{"id":1,"time":"2026-11-22T02:38:54.123Z","operation":"FederatedSignIn","pool":"p","client":"c","user":"Corp_7",)"
    R"("steps":[{"rule":"signature","verdict":"passed"},{"rule":"audience","verdict":"refused","reason":"it is <b>another</b>"}],)"
    R"("outcome":"server_error","federation":{"messages":[{"direction":"sent","what":"AuthnRequest","text":"<saml2p:AuthnRequest/>"}],)"
    R"("mapped":[{"attribute":"email","claim":"mail","value":"<script>"}],"dropped":[{"attribute":"name","claim":"cn","reason":"absent"}],)"
    R"("user_before":{"name":"x"},"user_after":{"name":"y"}}}]})";

TEST(SignInPage, ShowsTheStepsTheMessagesAndTheUser) {
  const std::string page = SignInPage(kTrace);
  for (const char* text :
       {"FederatedSignIn: server_error", "<td>signature</td><td>passed</td>", "sent: AuthnRequest", "&lt;saml2p:AuthnRequest/&gt;",
        "<td>email</td><td>mail</td><td>&lt;script&gt;</td>", "<td>absent</td>", "the user before", "the user after", "user Corp_7"}) {
    EXPECT_NE(page.find(text), std::string::npos) << text << " in " << page;
  }
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
}

TEST(SignInsPage, LeadsToEachSignIn) {
  const std::string page = SignInsPage(kTrace);
  for (const char* text :
       {"<a href=\"/_rockpool/sign-ins/1\">", "<td>Corp_7</td>", "<td>audience: it is &lt;b&gt;another&lt;/b&gt;</td>"}) {
    EXPECT_NE(page.find(text), std::string::npos) << text << " in " << page;
  }
}

TEST(SignInPage, SaysThatNothingIsKnown) { EXPECT_NE(SignInPage(R"({"sign_ins":[]})").find("Nothing is known"), std::string::npos); }

}  // namespace
}  // namespace rockpool::workbench
