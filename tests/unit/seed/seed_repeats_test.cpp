// What a seed does at a second start: server/operations/repeats.def.
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/seed/seed_fixture.h"

namespace rockpool::seed {
namespace {

std::string Entry(const std::string& operation, const std::string& members) {
  return R"({"operation":")" + operation + R"(","request":{)" + members + "}}";
}

const std::string kInPool = R"("UserPoolId":"us-east-1_Seeded")";
const std::string kOfClient = kInPool + R"(,"ClientId":"shop")";
const std::string kReplicablePool = Entry(
    "CreateUserPool", R"("PoolName":"seeded","UserPoolTags":{"_custom_id_":"us-east-1_Seeded"},"IssuerConfiguration":{"Type":"UPDATED"},)"
                      R"("KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY",)"
                      R"("KmsKeyArn":"arn:aws:kms:us-east-1:000000000000:key/mrk-0123456789abcdef0123456789abcdef"})");
const std::string kClient =
    Entry("CreateUserPoolClient", kInPool + R"(,"ClientName":"_custom_id_:shop","ClientSecret":"a_secret_of_24_characters")");

// base64(HMAC-SHA256(the client's secret, "bob" "shop")).
const std::string kHashOfBob = "Xtcqb8/QuX4W2dJYpXyeWM3Yao74KaiySiYWVlXeW0I=";

// Each operation that creates something, once.
const std::vector<std::pair<std::string, std::string>> kCreations = {
    {"CreateUserPool", kReplicablePool},
    {"AddCustomAttributes",
     Entry("AddCustomAttributes", kInPool + R"(,"CustomAttributes":[{"Name":"shoe","AttributeDataType":"String"},)"
                                            R"({"Name":"hat","AttributeDataType":"Number","DeveloperOnlyAttribute":true}])")},
    {"CreateGroup", Entry("CreateGroup", kInPool + R"(,"GroupName":"admins")")},
    {"CreateIdentityProvider", kProvider},
    {"CreateUserPoolClient", kClient},
    {"CreateUserPoolDomain", Entry("CreateUserPoolDomain", kInPool + R"(,"Domain":"shop","ManagedLoginVersion":2)")},
    {"CreateManagedLoginBranding", Entry("CreateManagedLoginBranding", kOfClient + R"(,"UseCognitoProvidedValues":true)")},
    {"CreateResourceServer", Entry("CreateResourceServer", kInPool + R"(,"Identifier":"orders","Name":"orders")")},
    {"CreateTerms", Entry("CreateTerms", kOfClient + R"(,"TermsName":"terms-of-use","TermsSource":"LINK","Enforcement":"NONE",)"
                                                     R"("Links":{"cognito:default":"https://example.com/terms"})")},
    {"AdminCreateUser", Entry("AdminCreateUser", kInPool + R"(,"Username":"ada","TemporaryPassword":"Secret-1")")},
    {"AdminSetUserPassword", Entry("AdminSetUserPassword", kInPool + R"(,"Username":"ada","Password":"Secret-2","Permanent":true)")},
    {"SignUp", Entry("SignUp", R"("ClientId":"shop","Username":"bob","Password":"Secret-3","SecretHash":")" + kHashOfBob + R"(")")},
    {"AdminConfirmSignUp", Entry("AdminConfirmSignUp", kInPool + R"(,"Username":"bob")")},
    {"AdminLinkProviderForUser",
     Entry("AdminLinkProviderForUser", kInPool + R"(,"DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":"ada"},)"
                                                 R"("SourceUser":{"ProviderName":"Google","ProviderAttributeName":"Cognito_Subject",)"
                                                 R"("ProviderAttributeValue":"1"})")},
    {"CreateUserPoolReplica", Entry("CreateUserPoolReplica", kInPool + R"(,"RegionName":"eu-west-1")")},
};

class SeedRepeats : public SeedTest {
 protected:
  // All that the creations above have made, as text.
  std::string Contents() {
    return ContentsOf("us-east-1_Seeded", {"Google"}) + Call("ListGroups", "{" + kInPool + "}") +
           Call("ListUserPoolClients", "{" + kInPool + "}") + Call("DescribeUserPoolClient", "{" + kOfClient + "}") +
           Call("DescribeUserPoolDomain", R"({"Domain":"shop"})") + Call("DescribeManagedLoginBrandingByClient", "{" + kOfClient + "}") +
           Call("ListResourceServers", "{" + kInPool + R"(,"MaxResults":10})") + Call("ListTerms", "{" + kInPool + "}") +
           Call("ListUserPoolReplicas", "{" + kInPool + "}") + Call("ListUsers", "{" + kInPool + "}");
  }
};

TEST_F(SeedRepeats, LeaveWhatAnyOperationHasCreated) {
  std::vector<std::string> entries;
  for (const auto& [operation, entry] : kCreations) {
    entries.push_back(entry);
  }
  ASSERT_EQ(Refusal(Entries(entries)), "");
  clock_.Advance(60'000);
  const std::string contents = Contents();
  EXPECT_EQ(contents.find("Exception"), std::string::npos) << contents;
  EXPECT_EQ(Refusal(Entries(entries)), "");
  EXPECT_EQ(Contents(), contents);
}

TEST_F(SeedRepeats, AreTriedWithAllOperationsThatDeclareIt) {
  std::set<std::string> tried;
  for (const auto& [operation, entry] : kCreations) {
    tried.insert(operation);
  }
  const std::set<std::string> declared = {
#define CREATES(Name) #Name,
#define ONCE(Name)
#include "server/operations/repeats.def"
#undef CREATES
#undef ONCE
  };
  EXPECT_EQ(tried, declared);
}

TEST_F(SeedRepeats, LeaveWhatIsThereWithOtherSettings) {
  ASSERT_EQ(Refusal(Entries({kPool, Entry("CreateGroup", kInPool + R"(,"GroupName":"admins","Description":"one")")})), "");
  EXPECT_EQ(Refusal(Entries({kPool, Entry("CreateGroup", kInPool + R"(,"GroupName":"admins","Description":"two")")})), "");
  EXPECT_NE(Call("ListGroups", "{" + kInPool + "}").find(R"("Description":"one")"), std::string::npos);
}

TEST_F(SeedRepeats, LeaveThePasswordThatAUserHasChosenSince) {
  const std::string user = kInPool + R"(,"Username":"ada")";
  const std::string seed = Entries(
      {kPool,
       Entry("CreateUserPoolClient", kInPool + R"(,"ClientName":"_custom_id_:shop","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])"),
       Entry("AdminCreateUser", user + R"(,"TemporaryPassword":"Secret-1")"),
       Entry("AdminSetUserPassword", user + R"(,"Password":"Secret-2","Permanent":true)")});
  const auto sign_in = [&](const std::string& password) {
    return Call("InitiateAuth", R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"shop","AuthParameters":{"USERNAME":"ada","PASSWORD":")" +
                                    password + R"("}})");
  };
  ASSERT_EQ(Refusal(seed), "");
  const std::string signed_in = sign_in("Secret-2");
  const std::string before_token = R"("AccessToken":")";
  const std::size_t at = signed_in.find(before_token);
  ASSERT_NE(at, std::string::npos) << signed_in;
  const std::string rest = signed_in.substr(at + before_token.size());
  ASSERT_EQ(Call("ChangePassword", R"({"PreviousPassword":"Secret-2","ProposedPassword":"Secret-3","AccessToken":")" +
                                       rest.substr(0, rest.find('"')) + R"("})"),
            "{}");
  ASSERT_EQ(Refusal(seed), "");
  EXPECT_NE(sign_in("Secret-2").find("NotAuthorizedException"), std::string::npos);
  EXPECT_NE(sign_in("Secret-3").find("AccessToken"), std::string::npos);
}

TEST_F(SeedRepeats, TellOfAttributesThatAreThereInPart) {
  const auto add = [](const std::string& attributes) {
    return Entry("AddCustomAttributes", kInPool + R"(,"CustomAttributes":[)" + attributes + "]");
  };
  const std::string shoe = R"({"Name":"shoe","AttributeDataType":"String"})";
  ASSERT_EQ(Refusal(Entries({kPool, add(shoe)})), "");
  EXPECT_EQ(Refusal(Entries({kPool, add(shoe + R"(,{"Name":"hat","AttributeDataType":"String"})")})),
            ", entry 2: AddCustomAttributes: InvalidParameterException: custom:shoe: Existing attribute already has name custom:shoe.");
}

TEST_F(SeedRepeats, TellThatAPoolIsAnotherAccounts) {
  store().Write([](storage::Transaction& transaction) {
    transaction.user_pools().Insert(
        {.account = "123456789012", .region = "us-east-1", .id = "us-east-1_Seeded", .name = "x", .document = "{}"});
  });
  EXPECT_EQ(Refusal(Entries({kPool})),
            ", entry 1: CreateUserPool: UserPoolTaggingException: User pool us-east-1_Seeded already exists. It is of another account, "
            "region or pool.");
}

TEST_F(SeedRepeats, SayNothingOfOtherPoolsWhereThePoolItselfIsMissing) {
  ASSERT_EQ(Refusal(Entries({kPool, kClient})), "");
  EXPECT_EQ(Refusal(Entries({Entry("CreateUserPoolClient", R"("UserPoolId":"us-east-1_None","ClientName":"_custom_id_:shop")")})),
            ", entry 1: CreateUserPoolClient: ResourceNotFoundException: User pool us-east-1_None does not exist.");
}

TEST_F(SeedRepeats, DoNotTakeAnotherAccountsThingsForTheirOwn) {
  store().Write([](storage::Transaction& transaction) {
    transaction.user_pools().Insert(
        {.account = "123456789012", .region = "us-east-1", .id = "us-east-1_Seeded", .name = "x", .document = "{}"});
    transaction.resources(storage::ResourceKind::kGroup)
        .Insert({.user_pool_id = "us-east-1_Seeded", .key = "admins", .client_id = "", .document = "{}"});
  });
  EXPECT_EQ(Refusal(Entries({Entry("CreateGroup", kInPool + R"(,"GroupName":"admins")")})),
            ", entry 1: CreateGroup: ResourceNotFoundException: User pool us-east-1_Seeded does not exist.");
}

// The one operation that adds something at each call.
class SeedOnce : public SeedTest {
 protected:
  static std::string Secret(const std::string& value) {
    return Entry("AddUserPoolClientSecret", kOfClient + R"(,"ClientSecret":")" + value + "\"");
  }
  static std::string With(const std::vector<std::string>& secrets) {
    std::vector<std::string> entries = {kPool, kClient};
    entries.insert(entries.end(), secrets.begin(), secrets.end());
    return Entries(entries);
  }

  // How many the client has beside the one it was created with.
  int AddedSecrets() {
    const std::string listed = Call("ListUserPoolClientSecrets", "{" + kOfClient + "}");
    int count = -1;
    for (std::size_t at = listed.find(kSecretId); at != std::string::npos; at = listed.find(kSecretId, at + 1)) {
      ++count;
    }
    EXPECT_GE(count, 0) << listed;
    return count;
  }

  static constexpr std::string_view kSecretId = "\"ClientSecretId\"";
  const std::string kOne = Secret("another_secret_of_31_characters");
  const std::string kTwo = Secret("a_third_secret_of_31_characters");
};

TEST_F(SeedOnce, AddsOneSecretInManyStarts) {
  for (int start = 0; start < 3; ++start) {
    clock_.Advance(60'000);
    ASSERT_EQ(Refusal(With({kOne})), "");
    EXPECT_EQ(AddedSecrets(), 1) << start;
  }
}

TEST_F(SeedOnce, TakesEqualEntriesOfOneSeedForSeveral) {
  ASSERT_EQ(Refusal(With({kOne, kOne})), "");
  EXPECT_EQ(AddedSecrets(), 2);
  ASSERT_EQ(Refusal(With({kOne, kOne})), "");
  EXPECT_EQ(AddedSecrets(), 2);
  ASSERT_EQ(Refusal(With({kOne, kOne, kOne})), "");
  EXPECT_EQ(AddedSecrets(), 3);
}

TEST_F(SeedOnce, RunsAnEntryThatWasChanged) {
  ASSERT_EQ(Refusal(With({kOne})), "");
  ASSERT_EQ(Refusal(With({kTwo})), "");
  EXPECT_EQ(AddedSecrets(), 2);
  ASSERT_EQ(Refusal(With({kOne, kTwo})), "");
  EXPECT_EQ(AddedSecrets(), 2);
}

TEST_F(SeedOnce, KnowsAnEntryThatIsSpeltDifferently) {
  ASSERT_EQ(Refusal(With({kOne})), "");
  ASSERT_EQ(Refusal(With({R"({ "request": {"ClientSecret": "another_secret_of_31_characters", "ClientId": "\u0073hop", )"
                          R"("UserPoolId": "us-east-1_Seeded"}, "operation": "AddUserPoolClientSecret" })"})),
            "");
  EXPECT_EQ(AddedSecrets(), 1);
}

TEST_F(SeedOnce, ForgetsWithTheClient) {
  ASSERT_EQ(Refusal(With({kOne})), "");
  Call("DeleteUserPoolClient", "{" + kOfClient + "}");
  ASSERT_EQ(Refusal(With({kOne})), "");
  EXPECT_EQ(AddedSecrets(), 1);
}

TEST_F(SeedOnce, ForgetsWithThePool) {
  ASSERT_EQ(Refusal(With({kOne})), "");
  Call("DeleteUserPool", "{" + kInPool + "}");
  ASSERT_EQ(Refusal(With({kOne})), "");
  EXPECT_EQ(AddedSecrets(), 1);
}

TEST_F(SeedOnce, DoesNotBringBackWhatWasDeletedSince) {
  ASSERT_EQ(Refusal(With({kOne})), "");
  const std::string listed = Call("ListUserPoolClientSecrets", "{" + kOfClient + "}");
  const std::size_t at = listed.rfind(kSecretId) + kSecretId.size() + 2;
  const std::string id = listed.substr(at, listed.find('"', at) - at);
  Call("DeleteUserPoolClientSecret", "{" + kOfClient + R"(,"ClientSecretId":")" + id + "\"}");
  ASSERT_EQ(AddedSecrets(), 0);
  ASSERT_EQ(Refusal(With({kOne})), "");
  EXPECT_EQ(AddedSecrets(), 0);
}

TEST_F(SeedOnce, RunsAnEntryAgainThatWasRefused) {
  const std::string refusal = Refusal(Entries({kPool, kOne}));
  EXPECT_EQ(refusal, ", entry 2: AddUserPoolClientSecret: ResourceNotFoundException: User pool client shop does not exist.");
  ASSERT_EQ(Refusal(With({kOne})), "");
  EXPECT_EQ(AddedSecrets(), 1);
}

TEST_F(SeedOnce, KeepsNothingOfTheSecretInWhatItRemembers) {
  ASSERT_EQ(Refusal(With({kOne, kTwo})), "");
  const auto marks = store().Read([](const storage::Transaction& transaction) {
    return transaction.resources(storage::ResourceKind::kSeedEntry).ListOfClient("us-east-1_Seeded", "shop");
  });
  ASSERT_EQ(marks.size(), 2U);
  for (const storage::PoolResource& mark : marks) {
    EXPECT_EQ(mark.document, "{}");
    EXPECT_EQ(mark.key.size(), 43U) << mark.key;
  }
}

TEST_F(SeedOnce, HasOtherMarksInAnotherStore) {
  const auto mark_in_new_store = [](support::FakeRandom& random) {
    const auto store = storage::sqlite::Store::Open({":memory:"});
    const std::string mark = Marks(*store, random).Of("Operation", "{}", 0);
    EXPECT_EQ(Marks(*store, random).Of("Operation", "{}", 0), mark);
    EXPECT_NE(Marks(*store, random).Of("Operation", "{}", 1), mark);
    EXPECT_NE(Marks(*store, random).Of("Operation", "[]", 0), mark);
    EXPECT_NE(Marks(*store, random).Of("Operation2", "{}", 0), mark);
    return mark;
  };
  support::FakeRandom random;
  EXPECT_NE(mark_in_new_store(random), mark_in_new_store(random));
}

// A store whose process dies at the n-th write, just before or just after it is committed.
class DyingStore final : public storage::Store {
 public:
  struct Death : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  DyingStore(storage::Store& store, int last_write, bool commits) : store_(store), writes_left_(last_write), commits_(commits) {}

  storage::Writer& writer() override { return store_.writer(); }
  bool is_dead() const { return writes_left_ <= 0; }

 protected:
  void Replace(const storage::Store& other, const storage::Amendment& amendment) override { store_.ReplaceContentsWith(other, amendment); }
  void ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override {
    Live();
    store_.Read(body);
  }
  void WriteTransaction(const std::function<void(storage::Transaction&)>& body) override {
    Live();
    --writes_left_;
    store_.Write([&](storage::Transaction& transaction) {
      body(transaction);
      if (!commits_) {
        Live();
      }
    });
    Live();
  }

 private:
  void Live() const {
    if (is_dead()) {
      throw Death("the process is dead");
    }
  }

  storage::Store& store_;
  int writes_left_;
  const bool commits_;
};

TEST_F(SeedOnce, AddsOneSecretWhereverAStartDied) {
  const SeedFile file(With({kOne}));
  bool all_writes_tried = false;
  for (int last_write = 1; !all_writes_tried; ++last_write) {
    for (const bool commits : {false, true}) {
      DyingStore dying(store(), last_write, commits);
      try {
        Start(dying, file.path());
      } catch (const std::runtime_error&) {
        EXPECT_TRUE(dying.is_dead());
      }
      all_writes_tried = !dying.is_dead();
      ASSERT_EQ(RefusalOfFile(file.path()), "") << last_write << commits;
      EXPECT_EQ(AddedSecrets(), 1) << last_write << commits;
      Call("DeleteUserPool", "{" + kInPool + "}");
    }
    ASSERT_LE(last_write, 10);
  }
}

}  // namespace
}  // namespace rockpool::seed
