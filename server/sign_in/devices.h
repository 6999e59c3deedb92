// The device that a sign-in comes from, as its client says by DEVICE_KEY.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"
#include "storage/devices.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

inline constexpr std::string_view kDeviceKey = "DEVICE_KEY";

// Whether devices are a matter of this call: in a pool that tracks them, by the door of the API (documented: managed login offers none).
bool HasDevices(const Call& call);

// Remembers the DEVICE_KEY that the client has sent: in AuthParameters or with any answer (documented of PASSWORD_VERIFIER).
void TakeDeviceKey(const Call& call, const Parameters& sent, State& state);

// The user's device of that key; nullopt where no key was sent, and for one that is confirmed and not remembered, which signs in as if
// there were none (documented). To be asked when the user has proved who he is: throws api::ResourceNotFoundException `Device does not
// exist.`
std::optional<storage::Device> DeviceOf(const storage::Transaction& transaction, const Call& call, const accounts::User& user,
                                        const State& state);

// Whether the user has proved enough for DeviceOf to be asked.
bool MayKnowDevice(const Subject& subject, const State& state);

// Looks for it in a round of its own, where a key was sent. Before the user has proved who he is nobody is told of a key that is none of
// his, which is forgotten; afterwards throws as DeviceOf does.
std::optional<storage::Device> LookAtDevice(const Call& call, const Subject& subject, State& state);

// Whether the device's secret is to be proved, in the place of a second factor: where the pool has ChallengeRequiredOnNewDevice. Not of a
// device on which none was proved yet, of who has one (users report it: aws-amplify/amplify-js#932, #4174, #8977). Assumed: also of who has
// no second factor; and that it stands in for none that a risk or a level asks for.
bool MustProveDevice(const Call& call, const Subject& subject, const State& state);

// What is asked then: DEVICE_SRP_AUTH, and behind its answer DEVICE_PASSWORD_VERIFIER.
Question DeviceQuestion(const State& state);

// In the write that ends the sign-in: dates the device and says from where, and whether a second factor was proved on it. Throws as
// DeviceOf does if it was forgotten, or is not remembered any more, since it was looked at.
void DateDevice(storage::Transaction& transaction, const Call& call, const storage::Device& device, bool has_proved_factor);

}  // namespace rockpool::sign_in
