package dev.ratecast.access;

/** What the identity provider says of a call's bearer token. */
public enum Identity {
    /** It is no valid token of that provider. */
    UNKNOWN,
    /** It is valid, without the admin's role. */
    CALLER,
    /** It is valid, with the admin's role. */
    ADMIN,
    /** The provider cannot be asked now. */
    UNDECIDED
}
