package io.hikeshi.functions.reschedulejob;

/**
 * What is to be done about a Job that had pods on the dead node, or what was.
 *
 * @param why as a sentence about the Job goes on
 */
record JobFate(Kind kind, String why) {
    /** In the order in which they are told. */
    enum Kind {
        /** A clone is to be made, or was. */
        CLONE,
        /** An earlier delivery made one. */
        ALREADY,
        /** The API server will not have it. */
        REFUSED,
        /** The API server cannot have it now. */
        LATER,
        /** Not known yet: the Job controller or fail-pods has work to do first. */
        WAIT,
        /** It makes new pods itself. */
        RETRIES,
        LEAVE
    }

    static JobFate of(Kind kind, String why) {
        return new JobFate(kind, why);
    }

    static JobFate leave(String why) {
        return new JobFate(Kind.LEAVE, why);
    }

    static JobFate await(String why) {
        return new JobFate(Kind.WAIT, why);
    }
}
