#include "server/seed/seed.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/unit/seed/seed_fixture.h"

namespace rockpool::seed {
namespace {

constexpr const char* kBadForm = R"(it is not of the form {"operation": "...", "request": {...}})";

TEST_F(SeedTest, MakesPoolsUnderTheirFixedIdsAndWhatIsInThem) {
  ASSERT_EQ(Refusal(Entries({kPool, kProvider})), "");
  EXPECT_NE(Call("DescribeUserPool", R"({"UserPoolId":"us-east-1_Seeded"})").find(R"("Name":"seeded")"), std::string::npos);
  EXPECT_NE(Describe("us-east-1_Seeded", "Google").find(R"("client_secret":"secret")"), std::string::npos);
}

TEST_F(SeedTest, ChangesNothingWhenItIsAppliedAgain) {
  ASSERT_EQ(Refusal(Entries({kPool, kProvider})), "");
  const std::string once = ContentsOf("us-east-1_Seeded", {"Google"});
  clock_.Advance(60'000);
  EXPECT_EQ(Refusal(Entries({kPool, kProvider})), "");
  EXPECT_EQ(ContentsOf("us-east-1_Seeded", {"Google"}), once);
}

TEST_F(SeedTest, LeavesWhatAClientChangedSince) {
  ASSERT_EQ(Refusal(Entries({kPool, kProvider})), "");
  Call("UpdateIdentityProvider", R"({"UserPoolId":"us-east-1_Seeded","ProviderName":"Google","ProviderDetails":{"client_id":"changed"}})");
  const std::string changed = ContentsOf("us-east-1_Seeded", {"Google"});
  ASSERT_NE(changed.find("changed"), std::string::npos);
  EXPECT_EQ(Refusal(Entries({kPool, kProvider})), "");
  EXPECT_EQ(ContentsOf("us-east-1_Seeded", {"Google"}), changed);
}

TEST_F(SeedTest, AddsWhatIsNewInTheFile) {
  ASSERT_EQ(Refusal(Entries({kPool})), "");
  EXPECT_EQ(Refusal(Entries({kPool, kProvider})), "");
  EXPECT_NE(Describe("us-east-1_Seeded", "Google").find(R"("ProviderType":"Google")"), std::string::npos);
}

constexpr const char* kClient =
    R"({"operation":"CreateUserPoolClient","request":{"UserPoolId":"us-east-1_Seeded","ClientName":"_custom_id_:shop",)"
    R"("ClientSecret":"a_secret_of_24_characters"}})";
constexpr const char* kResourceServer =
    R"({"operation":"CreateResourceServer","request":{"UserPoolId":"us-east-1_Seeded","Identifier":"orders","Name":"orders"}})";
constexpr const char* kDomain = R"({"operation":"CreateUserPoolDomain","request":{"UserPoolId":"us-east-1_Seeded","Domain":"shop"}})";

TEST_F(SeedTest, FixesIdsAndSecretsOfAppClients) {
  ASSERT_EQ(Refusal(Entries({kPool, kClient})), "");
  EXPECT_NE(Call("DescribeUserPoolClient", R"({"UserPoolId":"us-east-1_Seeded","ClientId":"shop"})")
                .find(R"("ClientSecret":"a_secret_of_24_characters")"),
            std::string::npos);
}

TEST_F(SeedTest, LeavesWhatIsThereAlreadyWhereNoErrorSaysSo) {
  const std::string seed = Entries({kPool, kClient, kResourceServer, kDomain});
  const auto contents = [this] {
    return Call("DescribeUserPoolClient", R"({"UserPoolId":"us-east-1_Seeded","ClientId":"shop"})") +
           Call("ListResourceServers", R"({"UserPoolId":"us-east-1_Seeded","MaxResults":10})") +
           Call("DescribeUserPoolDomain", R"({"Domain":"shop"})") + Call("ListUserPoolClients", R"({"UserPoolId":"us-east-1_Seeded"})");
  };
  ASSERT_EQ(Refusal(seed), "");
  const std::string once = contents();
  clock_.Advance(60'000);
  EXPECT_EQ(Refusal(seed), "");
  EXPECT_EQ(contents(), once);
}

TEST_F(SeedTest, NamesWhatAnotherPoolHas) {
  ASSERT_EQ(Refusal(Entries({kPool, kClient, kDomain})), "");
  const std::string other = R"({"operation":"CreateUserPool","request":{"PoolName":"x","UserPoolTags":{"_custom_id_":"us-east-1_Other"}}})";
  EXPECT_EQ(Refusal(Entries({other, R"({"operation":"CreateUserPoolClient","request":{"UserPoolId":"us-east-1_Other",)"
                                    R"("ClientName":"_custom_id_:shop"}})"})),
            ", entry 2: CreateUserPoolClient: InvalidParameterException: User pool client shop already exists. It is of another account, "
            "region or pool.");
  EXPECT_EQ(Refusal(Entries({other, R"({"operation":"CreateUserPoolDomain","request":{"UserPoolId":"us-east-1_Other","Domain":"shop"}})"})),
            ", entry 2: CreateUserPoolDomain: InvalidParameterException: Domain already associated with another user pool.");
}

TEST_F(SeedTest, RefusesAnAppClientWithoutAFixedId) {
  EXPECT_EQ(Refusal(Entries({kPool, R"({"operation":"CreateUserPoolClient","request":{"UserPoolId":"us-east-1_Seeded",)"
                                    R"("ClientName":"shop"}})"})),
            ", entry 2: an app client needs a name _custom_id_:<id>, so that a second start finds it");
}

TEST_F(SeedTest, TellsWhatTheModelSaysOfAFixedIdThatItForbids) {
  const std::string empty = Refusal(
      Entries({kPool, R"({"operation":"CreateUserPoolClient","request":{"UserPoolId":"us-east-1_Seeded","ClientName":"_custom_id_:"}})"}));
  EXPECT_TRUE(
      empty.starts_with(", entry 2: CreateUserPoolClient: InvalidParameterException: 1 validation error detected: Value "
                        "'_custom_id_:' at 'clientName' failed to satisfy constraint"))
      << empty;
  EXPECT_EQ(Refusal(R"([{"operation":"CreateUserPool","request":{"PoolName":"p","UserPoolTags":"_custom_id_"}}])"),
            ", entry 1: CreateUserPool: SerializationException: Unexpected field type");
}

TEST_F(SeedTest, KeepsSecretsOfAppClientsOutOfErrors) {
  const std::string refusal = Refusal(Entries({kPool, R"({"operation":"CreateUserPoolClient","request":{"UserPoolId":"us-east-1_Seeded",)"
                                                      R"("ClientName":"_custom_id_:shop","ClientSecret":"!too-secret!"}})"}));
  EXPECT_NE(refusal.find("InvalidParameterException"), std::string::npos) << refusal;
  EXPECT_EQ(refusal.find("too-secret"), std::string::npos) << refusal;
}

TEST_F(SeedTest, MayBeEmpty) { EXPECT_EQ(Refusal("[]"), ""); }

TEST_F(SeedTest, NamesTheEntryAndTheErrorOfTheApi) {
  std::string wrong = kProvider;
  wrong.replace(wrong.find(R"("ProviderName":"Google")"), 23, R"("ProviderName":"MyGoogle")");
  EXPECT_EQ(Refusal(Entries({kPool, kProvider, wrong})),
            ", entry 3: CreateIdentityProvider: InvalidParameterException: Provider MyGoogle cannot be of type Google.");
}

TEST_F(SeedTest, NamesTheEntryWhoseRequestTheModelForbids) {
  EXPECT_EQ(Refusal(Entries({kPool, R"({"operation":"DescribeUserPool","request":{}})"})),
            ", entry 2: DescribeUserPool: InvalidParameterException: 1 validation error detected: Value null at 'userPoolId' failed to "
            "satisfy constraint: Member must not be null");
  EXPECT_EQ(Refusal(Entries({kPool, R"({"operation":"DescribeUserPool","request":{"UserPoolId":["x"]}})"}))
                .find(", entry 2: DescribeUserPool: SerializationException"),
            0u);
}

TEST_F(SeedTest, StopsAtTheFirstBadEntryAndKeepsThoseBefore) {
  EXPECT_EQ(Refusal(Entries({kPool, R"({"operation":"DescribeUserPool","request":{"UserPoolId":"us-east-1_Other"}})", kProvider})),
            ", entry 2: DescribeUserPool: ResourceNotFoundException: User pool us-east-1_Other does not exist.");
  EXPECT_NE(Call("DescribeUserPool", R"({"UserPoolId":"us-east-1_Seeded"})").find(R"("Name":"seeded")"), std::string::npos);
  EXPECT_NE(Describe("us-east-1_Seeded", "Google").find("ResourceNotFoundException"), std::string::npos);
}

TEST_F(SeedTest, RefusesAPoolWithoutAFixedId) {
  for (const char* members : {R"("PoolName":"p")", R"("PoolName":"p","UserPoolTags":{})", R"("PoolName":"p","UserPoolTags":{"other":"x"})",
                              R"("PoolName":"p","UserPoolTags":{"_custom_id_":""})"}) {
    EXPECT_EQ(Refusal(R"([{"operation":"CreateUserPool","request":{)" + std::string(members) + "}}]"),
              ", entry 1: a pool needs the tag _custom_id_, so that a second start finds it")
        << members;
  }
  EXPECT_EQ(Call("ListUserPools", R"({"MaxResults":60})"), R"({"UserPools":[]})");
}

TEST_F(SeedTest, RefusesAFixedIdThatIsNoPoolId) {
  const std::string refusal =
      Refusal(R"([{"operation":"CreateUserPool","request":{"PoolName":"p","UserPoolTags":{"_custom_id_":"not an id"}}}])");
  EXPECT_TRUE(refusal.starts_with(", entry 1: CreateUserPool: InvalidParameterException: ")) << refusal;
}

TEST_F(SeedTest, NamesAnOperationThatDoesNotExist) {
  EXPECT_EQ(Refusal(R"([{"operation":"CreateNothing","request":{}}])"), ", entry 1: CreateNothing: UnknownOperationException");
}

TEST_F(SeedTest, RefusesEntriesOfAnotherForm) {
  for (const char* entry : {"1", "null", "[]", "{}", R"("CreateUserPool")", R"({"operation":"ListUserPools"})", R"({"request":{}})",
                            R"({"operation":1,"request":{}})", R"({"operation":"","request":{}})",
                            R"({"operation":"ListUserPools","request":null})", R"({"operation":"ListUserPools","request":"{}"})"}) {
    EXPECT_EQ(Refusal(Entries({kPool, entry})), std::string(", entry 2: ") + kBadForm) << entry;
  }
}

TEST_F(SeedTest, RefusesWhatIsNotJsonAndSaysWhere) {
  EXPECT_EQ(Refusal("[1,]"), " is not JSON: error at byte 3");
  for (const std::string& text : {std::string("pools"), "[" + std::string(kPool), std::string("['a']"), std::string("[\"\xff\"]"),
                                  std::string("[] // with a comment"), std::string(2'000'000, '[')}) {
    EXPECT_TRUE(Refusal(text).starts_with(" is not JSON: error at byte ")) << text.substr(0, 40);
  }
}

TEST_F(SeedTest, TakesAnEmptyFileForOneThatIsNotJson) { EXPECT_EQ(Refusal(""), " is not JSON: error at byte 0"); }

TEST_F(SeedTest, RefusesJsonThatIsNoList) {
  for (const std::string& text : {std::string(kPool), std::string("null"), std::string("\"[]\""), std::string("1")}) {
    EXPECT_EQ(Refusal(text), " is not a JSON list") << text;
  }
}

TEST_F(SeedTest, NamesAFileThatCannotBeRead) {
  const SeedFile file("[]");
  const std::string absent = file.path() + "-absent";
  EXPECT_EQ(RefusalOfFile(absent), "cannot read the seed " + absent);
  const std::string folder = std::filesystem::temp_directory_path();
  EXPECT_EQ(RefusalOfFile(folder), "cannot read the seed " + folder);
}

// The seed that is shipped. Its metadata has a certificate of 2026.
class DemoSeed : public SeedTest {
 protected:
  DemoSeed() { wall_clock_.Advance(1'800'000'000'000 - wall_clock_.Now()); }

  static std::string Text() {
    std::ifstream file(ROCKPOOL_SOURCE_DIR "/config/demo.seed.json", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
};

TEST_F(DemoSeed, MakesOnePoolWithOneProviderOfEachType) {
  ASSERT_EQ(Refusal(Text()), "");
  EXPECT_NE(Call("DescribeUserPool", R"({"UserPoolId":"us-east-1_demoPool1"})").find(R"("custom:department")"), std::string::npos);
  const std::string list = Call("ListIdentityProviders", R"({"UserPoolId":"us-east-1_demoPool1"})");
  for (const char* type : {"Facebook", "Google", "LoginWithAmazon", "OIDC", "SAML", "SignInWithApple"}) {
    EXPECT_NE(list.find(R"("ProviderType":")" + std::string(type) + "\""), std::string::npos) << type;
  }
}

TEST_F(DemoSeed, MakesAppClientsADomainAResourceServerAndGroups) {
  ASSERT_EQ(Refusal(Text()), "");
  const std::string of_pool = R"({"UserPoolId":"us-east-1_demoPool1")";
  const std::string backend = Call("DescribeUserPoolClient", of_pool + R"(,"ClientId":"demoBackend"})");
  EXPECT_NE(backend.find(R"("ClientSecret":"demo_secret_for_development_only")"), std::string::npos) << backend;
  EXPECT_NE(backend.find("https://orders.example.com/write"), std::string::npos) << backend;
  const std::string web = Call("DescribeUserPoolClient", of_pool + R"(,"ClientId":"demoWeb"})");
  EXPECT_NE(web.find("DemoSaml"), std::string::npos) << web;
  EXPECT_EQ(web.find("ClientSecret"), std::string::npos) << web;
  EXPECT_NE(Call("DescribeUserPool", of_pool + "}").find(R"("Domain":"rockpool-demo")"), std::string::npos);
  const std::string groups = Call("ListGroups", of_pool + "}");
  EXPECT_NE(groups.find(R"("GroupName":"admins")"), std::string::npos) << groups;
  EXPECT_NE(groups.find(R"("GroupName":"customers")"), std::string::npos) << groups;
}

TEST_F(DemoSeed, ChangesNothingWhenItIsAppliedAgain) {
  const std::vector<std::string> providers = {"Google", "Facebook", "LoginWithAmazon", "SignInWithApple", "DemoOidc", "DemoSaml"};
  ASSERT_EQ(Refusal(Text()), "");
  const auto contents = [&] {
    std::string json = ContentsOf("us-east-1_demoPool1", providers);
    for (const char* list : {"ListUserPoolClients", "ListResourceServers", "ListGroups"}) {
      json += Call(list, R"({"UserPoolId":"us-east-1_demoPool1"})");
    }
    return json;
  };
  const std::string once = contents();
  EXPECT_EQ(once.find("Exception"), std::string::npos) << once;
  clock_.Advance(60'000);
  EXPECT_EQ(Refusal(Text()), "");
  EXPECT_EQ(contents(), once);
}

}  // namespace
}  // namespace rockpool::seed
