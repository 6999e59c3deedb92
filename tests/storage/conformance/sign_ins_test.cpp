// What every store promises of what users sign in with, and of what is left of it: credentials, codes, attempts, sessions, refresh
// families, memberships, messages.
#include "tests/storage/conformance/sign_ins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace rockpool::storage::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Backends, SignInsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(SignInsContract, KeepsCredentialsInPlaceOfThoseBefore) {
  const auto find = [&] { return Read([&](const Transaction& transaction) { return transaction.credentials().Find(anna_); }); };
  const auto put = [&](const Credentials& credentials) {
    Write([&](Transaction& transaction) { transaction.credentials().Put(anna_, credentials); });
  };
  EXPECT_EQ(find(), Credentials{});
  const Credentials all{.password = PasswordVerifier{AwkwardText(), AwkwardText() + "2"},
                        .password_set_millis = 5,
                        .software_token = SoftwareToken{AwkwardText(), "phone", 7},
                        .pending_token_secret = AwkwardText(),
                        .imported_hash = AwkwardText()};
  put(all);
  EXPECT_EQ(find(), all);
  const Credentials empty_texts{.password = PasswordVerifier{},
                                .password_set_millis = 6,
                                .software_token = SoftwareToken{},
                                .pending_token_secret = "",
                                .imported_hash = ""};
  put(empty_texts);
  EXPECT_EQ(find(), empty_texts);
  Credentials empty;
  empty.password_set_millis = 8;
  put(empty);
  EXPECT_EQ(find(), empty);
  EXPECT_THROW(Write([](Transaction& transaction) { transaction.credentials().Put(kNobody, {}); }), std::logic_error);
}

TEST_P(SignInsContract, RemembersTheNewestPasswords) {
  const auto history = [&](std::size_t most) {
    return Read([&](const Transaction& transaction) { return transaction.credentials().History(anna_, most); });
  };
  for (const char* verifier : {"1", "2", "3", "4"}) {
    Write([&](Transaction& transaction) { transaction.credentials().Remember(anna_, {AwkwardText(), verifier}, 3); });
  }
  Write([&](Transaction& transaction) { transaction.credentials().Remember(bert_, {"salt", "of bert"}, 3); });
  const std::vector<PasswordVerifier> kept{{AwkwardText(), "4"}, {AwkwardText(), "3"}, {AwkwardText(), "2"}};
  EXPECT_EQ(history(10), kept);
  EXPECT_EQ(history(1), std::vector{kept.front()});
  Write([&](Transaction& transaction) { transaction.credentials().Remember(anna_, {"salt", "5"}, 1); });
  EXPECT_EQ(history(10), (std::vector<PasswordVerifier>{{"salt", "5"}}));
  EXPECT_THROW(Write([](Transaction& transaction) { transaction.credentials().Remember(kNobody, {"a", "b"}, 1); }), std::logic_error);
}

TEST_P(SignInsContract, KeepsOneCodeForEachUserAndPurpose) {
  const auto put = [&](const Code& code) { Write([&](Transaction& transaction) { transaction.codes().Put(code); }); };
  const auto find = [&](const std::string& purpose) {
    return Read([&](const Transaction& transaction) { return transaction.codes().Find(anna_, purpose); });
  };
  Code code{.user = anna_,
            .purpose = "reset",
            .digest = AwkwardText(),
            .attribute = "email",
            .pending_value = AwkwardText(),
            .expires_millis = 9};
  put(code);
  EXPECT_EQ(find("reset"), code);
  EXPECT_EQ(find("verify"), std::nullopt);
  code = {.user = anna_, .purpose = "reset", .digest = "new", .attribute = "", .pending_value = "", .expires_millis = 10};
  put(code);
  EXPECT_EQ(find("reset"), code);
  EXPECT_FALSE(Write([&](Transaction& transaction) { return transaction.codes().Delete(anna_, "verify"); }));
  EXPECT_TRUE(Write([&](Transaction& transaction) { return transaction.codes().Delete(anna_, "reset"); }));
  EXPECT_EQ(find("reset"), std::nullopt);
  code.user = kNobody;
  EXPECT_THROW(put(code), std::logic_error);
}

TEST_P(SignInsContract, CountsTheAttemptsOfAnybody) {
  const auto put = [&](const Attempts& attempts) { Write([&](Transaction& transaction) { transaction.attempts().Put(attempts); }); };
  const auto find = [&](const std::string& pool, const std::string& kind) {
    return Read([&](const Transaction& transaction) { return transaction.attempts().Find(pool, AwkwardText(), kind); });
  };
  Attempts attempts{.user_pool_id = "pool",
                    .subject = AwkwardText(),
                    .kind = "password",
                    .count = 1,
                    .first_millis = 2,
                    .last_millis = 3,
                    .expires_millis = 4};
  put(attempts);
  EXPECT_EQ(find("pool", "password"), attempts);
  attempts.count = 5;
  attempts.last_millis = 6;
  put(attempts);
  EXPECT_EQ(find("pool", "password"), attempts);
  EXPECT_EQ(find("pool", "code"), std::nullopt);
  EXPECT_EQ(find("other", "password"), std::nullopt);
  EXPECT_TRUE(Write([](Transaction& transaction) { return transaction.attempts().Delete("pool", AwkwardText(), "password"); }));
  EXPECT_FALSE(Write([](Transaction& transaction) { return transaction.attempts().Delete("pool", AwkwardText(), "password"); }));
  attempts.user_pool_id = "none";
  EXPECT_THROW(put(attempts), std::logic_error);
}

TEST_P(SignInsContract, FindsASessionByItsDigest) {
  const auto insert = [&](const SignInSession& session) {
    Write([&](Transaction& transaction) { transaction.sign_in_sessions().Insert(session); });
  };
  const auto find = [&](const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.sign_in_sessions().Find(digest); });
  };
  SignInSession session = SessionOf(AwkwardText(), "pool", kClient, anna_);
  insert(session);
  EXPECT_EQ(find(AwkwardText()), session);
  EXPECT_EQ(find("none"), std::nullopt);
  const SignInSession of_nobody = SessionOf("nobody", "pool", kClient, std::nullopt);
  insert(of_nobody);
  EXPECT_EQ(find("nobody"), of_nobody);
  EXPECT_THROW(insert(session), Conflict);
  EXPECT_THROW(insert(SessionOf("1", "pool", "no client", anna_)), std::logic_error);
  EXPECT_THROW(insert(SessionOf("2", "pool", kClient, kNobody)), std::logic_error);
  EXPECT_THROW(insert(SessionOf("3", "pool", kClient, stranger_)), std::logic_error);
  session.challenge = "SMS_MFA";
  session.document = AwkwardText();
  session.is_used = true;
  session.wrong_answers = 3;
  session.expires_millis = 4;
  const auto update = [&](const SignInSession& changed) {
    return Write([&](Transaction& transaction) { return transaction.sign_in_sessions().Update(changed); });
  };
  EXPECT_TRUE(update(session));
  EXPECT_EQ(find(AwkwardText()), session);
  EXPECT_FALSE(update(SessionOf("none", "pool", kClient, anna_)));
  Write([&](Transaction& transaction) { transaction.sign_in_sessions().DeleteOfUser(anna_); });
  EXPECT_EQ(find(AwkwardText()), std::nullopt);
  EXPECT_EQ(find("nobody"), of_nobody);
}

TEST_P(SignInsContract, UsesUpASessionThatIsAsItWasFound) {
  const auto find = [&] { return Read([&](const Transaction& transaction) { return transaction.sign_in_sessions().Find("s").value(); }); };
  const auto use_up = [&](const SignInSession& found) {
    return Write([&](Transaction& transaction) { return transaction.sign_in_sessions().UseUp(found); });
  };
  const SignInSession session = SessionOf("s", "pool", kClient, anna_);
  EXPECT_FALSE(use_up(session));
  Write([&](Transaction& transaction) { transaction.sign_in_sessions().Insert(session); });
  SignInSession other = session;
  other.challenge = "SMS_MFA";
  EXPECT_FALSE(use_up(other));
  other = session;
  ++other.expires_millis;
  EXPECT_FALSE(use_up(other));
  EXPECT_EQ(find(), session);
  SignInSession of_another_document = session;
  of_another_document.document = "{}";
  of_another_document.wrong_answers = 0;
  EXPECT_TRUE(use_up(of_another_document));
  SignInSession used = session;
  used.is_used = true;
  EXPECT_EQ(find(), used);
  EXPECT_FALSE(use_up(session));
}

TEST_P(SignInsContract, EndsTheSessionsThatAUserHasSoFar) {
  const auto insert = [&](const std::string& digest, std::int64_t user) {
    Write([&](Transaction& transaction) { transaction.sign_in_sessions().Insert(SessionOf(digest, "pool", kClient, user)); });
  };
  const auto is_there = [&](const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.sign_in_sessions().Find(digest).has_value(); });
  };
  insert("1", anna_);
  insert("2", anna_);
  insert("of bert", bert_);
  Write([&](Transaction& transaction) { transaction.sign_in_sessions().DeleteOfUser(anna_); });
  EXPECT_FALSE(is_there("1"));
  EXPECT_FALSE(is_there("2"));
  EXPECT_FALSE(
      Write([&](Transaction& transaction) { return transaction.sign_in_sessions().Update(SessionOf("2", "pool", kClient, anna_)); }));
  EXPECT_FALSE(
      Write([&](Transaction& transaction) { return transaction.sign_in_sessions().UseUp(SessionOf("2", "pool", kClient, anna_)); }));
  EXPECT_TRUE(is_there("of bert"));
  Write([](Transaction& transaction) { transaction.SweepExpired(std::int64_t{1} << 60, 100); });
  insert("3", anna_);
  EXPECT_TRUE(is_there("3")) << "no number is given twice";
}

TEST_P(SignInsContract, FindsAFamilyByNumberAndEvent) {
  RefreshFamily family = FamilyOf("f", "pool", kClient, anna_);
  family.number = InsertFamily("f", anna_);
  EXPECT_EQ(Family(family.number), family);
  const auto of_event = [&](std::int64_t user, const std::string& event_id) {
    return Read([&](const Transaction& transaction) { return transaction.refresh_families().FindByEvent(user, event_id); });
  };
  const auto standing = [&](std::int64_t user, const std::string& event_id) {
    return Read([&](const Transaction& transaction) { return transaction.refresh_families().FindStanding(user, event_id); });
  };
  EXPECT_EQ(of_event(anna_, "event of f"), family);
  EXPECT_EQ(of_event(anna_, "none"), std::nullopt);
  EXPECT_EQ(of_event(bert_, "event of f"), std::nullopt);
  EXPECT_EQ(standing(anna_, "event of f"), (FamilyStanding{.number = family.number, .client_id = kClient, .is_revoked = false}));
  EXPECT_EQ(standing(anna_, "none"), std::nullopt);
  EXPECT_EQ(standing(bert_, "event of f"), std::nullopt);
  RefreshFamily of_bert = FamilyOf("f", "pool", kClient, bert_);
  of_bert.number = InsertFamily("f", bert_);
  EXPECT_EQ(of_event(bert_, "event of f"), of_bert);
  EXPECT_EQ(of_event(anna_, "event of f"), family);
  EXPECT_EQ(Family(of_bert.number + 1), std::nullopt);
}

TEST_P(SignInsContract, KeepsFamiliesWithNamesOfTheirOwnAndOwnersThatExist) {
  InsertFamily("f", anna_);
  const auto insert = [&](const RefreshFamily& family) {
    Write([&](Transaction& transaction) { transaction.refresh_families().Insert(family); });
  };
  RefreshFamily same_event = FamilyOf("f", "pool", kClient, anna_);
  same_event.origin_jti = "another";
  EXPECT_THROW(insert(same_event), Conflict);
  EXPECT_THROW(insert(FamilyOf("g", "pool", "no client", anna_)), std::logic_error);
  EXPECT_THROW(insert(FamilyOf("g", "pool", kClient, kNobody)), std::logic_error);
  EXPECT_THROW(insert(FamilyOf("g", "pool", kClient, stranger_)), std::logic_error);
}

TEST_P(SignInsContract, RevokesOneFamilyOrAllThatAUserHasSoFar) {
  const std::int64_t first = InsertFamily("1", anna_);
  const std::int64_t second = InsertFamily("2", anna_);
  const std::int64_t of_bert = InsertFamily("3", bert_);
  const auto is_standing_revoked = [&](std::int64_t user, const std::string& event_id) {
    return Read([&](const Transaction& transaction) { return transaction.refresh_families().FindStanding(user, event_id)->is_revoked; });
  };
  EXPECT_TRUE(Write([&](Transaction& transaction) { return transaction.refresh_families().Revoke(first); }));
  EXPECT_FALSE(Write([&](Transaction& transaction) { return transaction.refresh_families().Revoke(kNobody); }));
  EXPECT_TRUE(Family(first)->is_revoked);
  EXPECT_FALSE(Family(second)->is_revoked);
  EXPECT_TRUE(is_standing_revoked(anna_, "event of 1"));
  EXPECT_FALSE(is_standing_revoked(anna_, "event of 2"));
  Write([&](Transaction& transaction) { transaction.refresh_families().RevokeAllOfUser(anna_); });
  EXPECT_TRUE(Family(first)->is_revoked);
  EXPECT_TRUE(Family(second)->is_revoked);
  EXPECT_TRUE(is_standing_revoked(anna_, "event of 2"));
  EXPECT_FALSE(is_standing_revoked(bert_, "event of 3"));
  EXPECT_FALSE(Family(of_bert)->is_revoked);
  EXPECT_FALSE(Family(InsertFamily("4", anna_))->is_revoked);
}

TEST_P(SignInsContract, FindsARefreshTokenByItsDigest) {
  const std::int64_t family = InsertFamily("f", anna_);
  const auto find = [&](const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.refresh_families().FindToken(digest); });
  };
  RefreshToken token{.digest = AwkwardText(), .family = family, .replaced_until_millis = {}};
  InsertToken(token);
  EXPECT_EQ(find(AwkwardText()), token);
  EXPECT_EQ(find("none"), std::nullopt);
  EXPECT_THROW(InsertToken(token), Conflict);
  EXPECT_THROW(InsertToken({.digest = "1", .family = kNobody, .replaced_until_millis = {}}), std::logic_error);
  const auto update = [&] { return Write([&](Transaction& transaction) { return transaction.refresh_families().UpdateToken(token); }); };
  token.replaced_until_millis = 0;
  EXPECT_TRUE(update());
  EXPECT_EQ(find(AwkwardText()), token);
  token.digest = "none";
  EXPECT_FALSE(update());
}

TEST_P(SignInsContract, ListsGroupsByNameAndMembersByTheOrderOfJoining) {
  EXPECT_TRUE(Add("b", bert_));
  EXPECT_TRUE(Add("b", anna_));
  EXPECT_TRUE(Add("a", anna_));
  EXPECT_FALSE(Add("a", anna_));
  EXPECT_EQ(GroupsOf(anna_), (Names{"a", "b"}));
  EXPECT_EQ(GroupsOf(anna_, "", 1), (Names{"a"}));
  EXPECT_EQ(GroupsOf(anna_, "a"), (Names{"b"}));
  EXPECT_EQ(Read([&](const Transaction& transaction) { return transaction.group_members().CountGroupsOf(anna_); }), 2U);
  EXPECT_EQ(AsWritten(Read([&](const Transaction& transaction) { return transaction.group_members().GroupsOf(anna_, "", 1); })),
            std::vector{ResourceNamed("pool", "a")});
  const std::vector<GroupMember> members = MembersOf("b");
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].user, Read([&](const Transaction& transaction) { return transaction.users().FindByNumber(bert_); }));
  EXPECT_EQ(members[1].user.username, "anna");
  EXPECT_LT(members[0].number, members[1].number);
  ASSERT_EQ(MembersOf("b", members[0].number).size(), 1U);
  EXPECT_EQ(MembersOf("b", members[0].number)[0].user.username, "anna");
  EXPECT_EQ(MembersOf("b", 0, 1)[0].user.username, "bert");
}

TEST_P(SignInsContract, RemovesMembersAndLetsThemJoinAgainAtTheEnd) {
  const auto remove = [&](const std::string& group) {
    return Write([&](Transaction& transaction) { return transaction.group_members().Remove("pool", group, anna_); });
  };
  Add("a", anna_);
  const std::int64_t first = MembersOf("a")[0].number;
  EXPECT_TRUE(remove("a"));
  EXPECT_FALSE(remove("a"));
  EXPECT_FALSE(remove("none"));
  EXPECT_TRUE(MembersOf("a").empty());
  Add("a", anna_);
  EXPECT_GT(MembersOf("a")[0].number, first);
}

TEST_P(SignInsContract, AddsToGroupsOfTheUsersPoolOnly) {
  EXPECT_THROW(Add("none", anna_), std::logic_error);
  EXPECT_THROW(Add("a", kNobody), std::logic_error);
  EXPECT_THROW(Add("a", stranger_), std::logic_error);
}

TEST_P(SignInsContract, KeepsMessagesInTheOrderOfSending) {
  Message message = MessageTo("pool", "anna", "a@x");
  message.body = AwkwardText();
  message.number = Write([&](Transaction& transaction) { return transaction.messages().Insert(message); });
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.messages().List({}, 1); }), std::vector{message});
  const std::int64_t second = Send("pool", "bert", "a@x");
  const std::int64_t third = Send("other", "anna", "b@x");
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(Sent({}), (Numbers{message.number, second, third}));
  EXPECT_EQ(Sent({}, 2), (Numbers{message.number, second}));
  EXPECT_EQ(Sent(In("pool")), (Numbers{message.number, second}));
  EXPECT_EQ(Sent(In("none")), Numbers{});
  EXPECT_EQ(Sent(In("", "anna")), (Numbers{message.number, third}));
  EXPECT_EQ(Sent(In("", "", "a@x")), (Numbers{message.number, second}));
  EXPECT_EQ(Sent(In("pool", "anna", "a@x")), (Numbers{message.number}));
  EXPECT_EQ(Sent(In("", "bert", "b@x")), Numbers{});
  EXPECT_EQ(Sent(In("other", "bert")), Numbers{});
  EXPECT_EQ(Sent(In("", "", "", message.number)), (Numbers{second, third}));
  EXPECT_THROW(Send("none", "anna", "a@x"), std::logic_error);
  Write([](Transaction& transaction) { transaction.messages().DeleteAll(); });
  EXPECT_EQ(Sent({}), Numbers{});
  EXPECT_GT(Send("pool", "anna", "a@x"), third);
}

TEST_P(SignInsContract, KeepsTheNewestThousandMessagesOfEachPoolAndFewOlderOnes) {
  const std::int64_t of_other = Send("other", "anna", "a@x");
  std::vector<std::int64_t> of_pool;
  Write([&](Transaction& transaction) {
    of_pool.clear();
    for (std::size_t i = 0; i < Messages::kKeptOfPool; ++i) {
      of_pool.push_back(transaction.messages().Insert(MessageTo("pool", "anna", "a@x")));
    }
  });
  EXPECT_EQ(Sent(In("pool")), of_pool);
  // Two pools in turn: whatever numbers fall to one of them, neither grows for ever.
  for (std::size_t i = 0; i < 3 * Messages::kUntrimmed; ++i) {
    Send("other", "anna", "a@x");
    of_pool.push_back(Send("pool", "anna", "a@x"));
    const std::vector<std::int64_t> kept = Sent(In("pool"));
    ASSERT_GE(kept.size(), Messages::kKeptOfPool);
    ASSERT_LE(kept.size(), Messages::kKeptOfPool + Messages::kUntrimmed);
    ASSERT_TRUE(std::equal(kept.rbegin(), kept.rend(), of_pool.rbegin())) << "the newest are kept";
  }
  EXPECT_EQ(Sent(In("other")).front(), of_other);
}

}  // namespace
}  // namespace rockpool::storage::testing
