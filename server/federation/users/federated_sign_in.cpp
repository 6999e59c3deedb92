#include "server/federation/users/federated_sign_in.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/accounts/links.h"
#include "server/accounts/names.h"
#include "server/accounts/sub.h"
#include "server/federation/users/functions.h"
#include "server/federation/users/mapping.h"
#include "server/federation/users/person.h"
#include "server/pools/groups.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/triggers/triggers.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::federation {
namespace {

// More than it takes where nobody else changes who the person is: once with each function that is asked, and once to write.
constexpr int kMostRounds = 8;

// What is to become of a sign-in, as one moment has it.
struct Decision {
  pools::SharedPool pool;
  identity_providers::SharedProvider provider;
  Person person;
  MappedClaims claims;
  accounts::User user;  // with the attributes that are mapped
  bool is_changed = false;
  bool has_no_group = false;  // somebody deleted it

  bool is_new() const { return !person.user; }
  // Whether the provider calls itself otherwise than it did.
  bool HasOtherIssuer(const Claims& said) const { return person.identity && said.issuer && person.identity->issuer != said.issuer; }
};

bool IsToken(std::string_view claim) { return std::ranges::find(kTokenClaims, claim) != kTokenClaims.end(); }

// For the trace: with the attributes that hold tokens of the provider's shortened.
accounts::User Told(accounts::User user, const identity_providers::ProviderInUse& provider) {
  for (const auto& [attribute, claim] : provider.settings.attribute_mapping) {
    const std::string* value = IsToken(claim) ? accounts::FindAttribute(user, attribute) : nullptr;
    if (value != nullptr) {
      accounts::SetAttribute(user, attribute, Shortened(*value));
    }
  }
  return user;
}

class FederatedSignIn {
 public:
  FederatedSignIn(const world::World& world, world::LookCallCommit& steps, const clients::ClientInUse& client,
                  const identity_providers::ProviderInUse& provider, const Claims& claims, Report& report, const world::Caller& caller)
      : world_(world),
        steps_(steps),
        client_(client),
        provider_(provider),
        functions_(world, steps, client, caller.user_agent, report),
        claims_(functions_.Rewritten(provider, claims)),
        report_(report),
        caller_(caller) {}

  accounts::User Run() {
    for (int round = 0; round < kMostRounds; ++round) {
      Decision decision = steps_.Look([&](const storage::Transaction& transaction) { return Decide(transaction, "", 0); });
      if (IsAtSecondary()) {
        KeepAsHeWas(decision);
      }
      if (IsToBeAsked(decision)) {
        Ask(decision);  // which may have linked him, so that he is another one now
        continue;
      }
      if (!IsAtSecondary() && NeedsWrite(decision)) {
        decision = Write();
        if (IsToBeAsked(decision)) {
          continue;
        }
      }
      Tell(decision);
      TellFunctions(decision);
      return std::move(decision.user);
    }
    throw FailedCode();
  }

 private:
  bool IsAtSecondary() const { return !caller_.replica.empty(); }

  // Documented: who has not signed in at the primary before does not at the secondary. Assumed: the text.
  static void KeepAsHeWas(Decision& decision) {
    if (decision.is_new()) {
      throw InvalidRequest("This operation is not enabled in this Region.");
    }
    decision.user = *decision.person.user;
  }

  // Whether a function is to be asked of what was decided, before anything is written.
  bool IsToBeAsked(const Decision& decision) const {
    const auto trigger = decision.is_new() ? triggers::Trigger::kPreSignUp : triggers::Trigger::kPreAuthentication;
    const bool was_asked = decision.is_new() ? sign_up_.has_value() : authenticated_ == decision.user.number();
    return !was_asked && triggers::FunctionOf(*decision.pool, trigger);
  }

  void Ask(const Decision& decision) {
    if (decision.is_new()) {
      sign_up_ = functions_.AskPreSignUp(*decision.pool, decision.user, SubjectOf(provider_, claims_));
    } else {
      functions_.AskPreAuthentication(*decision.pool, *decision.person.user);
      authenticated_ = decision.user.number();
    }
  }

  // Assumed of who was linked by PreSignUp itself: he has signed in, and not up.
  void TellFunctions(const Decision& decision) const {
    if (decision.is_new()) {
      functions_.TellPostConfirmation(*decision.pool, decision.user);
    } else {
      functions_.TellPostAuthentication(*decision.pool, decision.user);
    }
  }

  // Writes nothing where a function is to be asked first.
  Decision Write() {
    const std::string sub = accounts::DrawSub(world_.random);
    const util::EpochMillis now = world_.clock.Now();
    return steps_.Commit([&](storage::Transaction& transaction) {
      Decision again = Decide(transaction, sub, now);
      if (!IsToBeAsked(again) && NeedsWrite(again)) {
        Keep(transaction, again, now);
      }
      return again;
    });
  }

  // `sub` and `now` are those of a new user.
  Decision Decide(const storage::Transaction& transaction, std::string_view sub, util::EpochMillis now) {
    Decision decision;
    report_.Check("provider exists");
    decision.provider = identity_providers::FindProvider(world_, transaction, provider_.user_pool_id, provider_.name);
    if (!decision.provider || !IsTheSame(*decision.provider)) {
      throw provider_.type == &identity_providers::kSaml ? InvalidSamlResponse("Invalid samlResponse or relayState from identity provider")
                                                         : FailedCode();
    }
    decision.pool = pools::AsServed(transaction, caller_, pools::UsePoolOf(transaction, world_.caches, provider_.user_pool_id));
    report_.Check("user of the subject");
    decision.person = FindPerson(transaction, *decision.pool, *decision.provider, claims_);
    const accounts::User* user = decision.is_new() ? nullptr : &*decision.person.user;
    if (user != nullptr) {
      report_.UserBefore(Told(*user, *decision.provider));
      report_.Check("user is enabled");
      if (!user->is_enabled()) {
        throw InvalidRequest("User is not enabled");
      }
    }
    report_.Check("attribute mapping");
    decision.claims = MapClaims(*decision.pool, client_, *decision.provider, claims_, user);
    decision.user = user != nullptr ? *user : NewUserOf(decision, sub, now);
    decision.is_changed = ApplyClaims(decision.claims, decision.user);
    if (decision.is_new()) {
      VerifyBy(sign_up_.value_or(triggers::PreSignUpAnswer()), decision.user);
    }
    KeepAliases(transaction, decision);
    decision.has_no_group = !transaction.resources(storage::ResourceKind::kGroup).FindRevision(decision.pool->id, GroupOf(decision));
    return decision;
  }

  // Assumed: that PreSignUp's flags count here too, over what the provider says.
  static void VerifyBy(const triggers::PreSignUpAnswer& answer, accounts::User& user) {
    if (answer.verifies_email && accounts::HasValue(user, "email")) {
      accounts::SetAttribute(user, "email_verified", "true");
    }
    if (answer.verifies_phone && accounts::HasValue(user, "phone_number")) {
      accounts::SetAttribute(user, "phone_number_verified", "true");
    }
  }

  // Assumed: whoever has an alias keeps it, and the other one, who is linked and signs in, keeps what he had.
  static void KeepAliases(const storage::Transaction& transaction, Decision& decision) {
    if (decision.is_new() || !decision.is_changed) {
      return;
    }
    const std::vector<std::string_view> taken = accounts::TakenAliases(transaction, *decision.pool, decision.user);
    if (taken.empty()) {
      return;
    }
    for (const std::string_view attribute : taken) {
      Drop(attribute, "another user has it as an alias", decision.claims);
    }
    decision.user = *decision.person.user;
    decision.is_changed = ApplyClaims(decision.claims, decision.user);
  }

  // Not another one that was made under the name meanwhile.
  bool IsTheSame(const identity_providers::ProviderInUse& provider) const {
    return provider.creation_millis == provider_.creation_millis && provider.type == provider_.type;
  }

  accounts::User NewUserOf(const Decision& decision, std::string_view sub, util::EpochMillis now) const {
    accounts::User user = accounts::NewUser(*decision.pool, UsernameOf(*decision.pool, *decision.provider, claims_), sub,
                                            api::UserStatusType::EXTERNAL_PROVIDER, now);
    accounts::ShowFirstIdentity(NewIdentity(decision, now), user);
    return user;
  }

  accounts::Identity NewIdentity(const Decision& decision, util::EpochMillis now) const {
    accounts::Identity identity;
    identity.source = SubjectOf(*decision.provider, claims_);
    identity.provider_type = decision.provider->type->name;
    identity.issuer = claims_.issuer;
    identity.is_primary = true;
    identity.linked_millis = now;
    return identity;
  }

  bool NeedsWrite(const Decision& decision) const {
    return decision.is_new() || decision.is_changed || decision.person.is_found_by_claim || decision.HasOtherIssuer(claims_) ||
           JoinsAgain(decision);
  }

  // Whoever was linked joins no group of the provider.
  static bool JoinsAgain(const Decision& decision) {
    return decision.has_no_group && decision.person.identity && decision.person.identity->is_primary;
  }

  static std::string GroupOf(const Decision& decision) { return pools::ProviderGroupName(decision.pool->id, decision.provider->name); }

  void Keep(storage::Transaction& transaction, Decision& decision, util::EpochMillis now) {
    if (decision.is_new()) {
      accounts::Insert(transaction, *decision.pool, decision.user);
      accounts::AddIdentity(transaction, *decision.pool, NewIdentity(decision, now), decision.user);
      Join(transaction, decision, now);
      return;
    }
    KeepIdentity(transaction, decision, now);
    if (!(decision.user.content == decision.person.user->content)) {
      accounts::Save(transaction, *decision.pool, now, decision.user);
    }
    if (JoinsAgain(decision)) {
      Join(transaction, decision, now);
    }
  }

  void Join(storage::Transaction& transaction, const Decision& decision, util::EpochMillis now) {
    pools::EnsureProviderGroup(transaction, now, decision.pool->id, decision.provider->name);
    transaction.group_members().Add(decision.pool->id, GroupOf(decision), decision.user.number());
  }

  void KeepIdentity(storage::Transaction& transaction, Decision& decision, util::EpochMillis now) {
    accounts::Identity& identity = *decision.person.identity;
    if (!decision.person.is_found_by_claim && !decision.HasOtherIssuer(claims_)) {
      return;
    }
    if (claims_.issuer) {
      identity.issuer = claims_.issuer;
    }
    if (decision.person.is_found_by_claim) {
      accounts::Identity subject = NewIdentity(decision, now);
      subject.is_primary = false;
      subject.claim_attribute = identity.source.attribute;
      subject.claim_value = identity.source.value;
      identity.subject = claims_.subject;
      accounts::AddIdentity(transaction, *decision.pool, std::move(subject), decision.user);
    }
    accounts::ChangeIdentity(transaction, *decision.pool, identity, decision.user);
  }

  void Tell(const Decision& decision) {
    for (const MappedAttribute& one : decision.claims.mapped) {
      report_.Mapped(one.attribute, one.claim, IsToken(one.claim) ? Shortened(one.value) : one.value);
    }
    for (const DroppedAttribute& one : decision.claims.dropped) {
      report_.Dropped(one.attribute, one.claim, one.reason);
    }
    report_.UserAfter(Told(decision.user, *decision.provider));
  }

  const world::World& world_;
  world::LookCallCommit& steps_;
  const clients::ClientInUse& client_;
  const identity_providers::ProviderInUse& provider_;
  const Functions functions_;
  const Claims claims_;
  Report& report_;
  const world::Caller& caller_;
  // What was asked, and so need not be asked again.
  std::optional<triggers::PreSignUpAnswer> sign_up_{};
  std::optional<std::int64_t> authenticated_{};  // whom PreAuthentication let by
};

}  // namespace

accounts::User SignInUser(const world::World& world, world::LookCallCommit& steps, const clients::SharedClient& client,
                          const identity_providers::ProviderInUse& provider, const Claims& claims, Report& report,
                          const world::Caller& caller) {
  return FederatedSignIn(world, steps, *client, provider, claims, report, caller).Run();
}

}  // namespace rockpool::federation
